/*
 * Sign-ins of players and staff. One counts while it is neither revoked nor expired, and was used within idle_seconds: `valid`. That of an
 * API token is one too.
 */
create or replace view players_session_view as
  select id, player_id, staff_id, created_at, last_seen_at, expires_at, revoked_at, revoked_by, ip, user_agent, country,
         revoked_at is null and expires_at > clock_timestamp()
           and last_seen_at + make_interval(secs => idle_seconds) > clock_timestamp() as valid,
         api_token
    from session;

grant select on players_session_view to evens_app;
