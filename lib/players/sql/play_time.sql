/* How long a player was on the site from p_since until p_until, whichever devices were used: times that overlap do not exist. */
create or replace function play_time(p_player_id uuid, p_since timestamptz, p_until timestamptz) returns interval
language sql stable as $$
  select coalesce(sum(least(s.last_active_at, p_until) - greatest(s.started_at, p_since)), interval '0')
    from play_session s
   where s.player_id = p_player_id and s.last_active_at > p_since and s.started_at < p_until
$$;

grant execute on function play_time to evens_app;
