/* Sign-ins of players and staff. One counts while it is neither revoked nor expired. */
create or replace view players_session_view as
  select id, player_id, staff_id, created_at, last_seen_at, expires_at, revoked_at, revoked_by, ip, user_agent
    from session;

grant select on players_session_view to evens_app;
