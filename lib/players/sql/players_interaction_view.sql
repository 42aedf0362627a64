/* What staff did for players' safety. */
create or replace view players_interaction_view as
  select id, player_id, kind, note, allows_limit, limit_kind, limit_period, limit_amount, made_by, made_at from player_interaction;

grant select on players_interaction_view to evens_app;
