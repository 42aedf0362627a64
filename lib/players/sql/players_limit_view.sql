/* The limits that players set themselves. */
create or replace view players_limit_view as
  select player_id, kind, period, amount, since, wanted, wanted_at, ready_at from player_limit;

grant select on players_limit_view to evens_app;
