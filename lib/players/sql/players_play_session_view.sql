/* The times during which players were on the site. */
create or replace view players_play_session_view as
  select id, player_id, started_at, last_active_at from play_session;

grant select on players_play_session_view to evens_app;
