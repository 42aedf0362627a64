/* The limits that a player set on the time on the site, with what counts towards each at p_at. Amounts are minutes. */
create or replace function play_limits(p_player_id uuid, p_at timestamptz)
returns table (period text, amount bigint, used interval, resets_at timestamptz)
language sql stable as $$
  select l.period, l.amount, play_time(l.player_id, s.since, p_at),
         limit_resets_at(l.period, (
           select min(greatest(x.started_at, s.since)) from play_session x
            where x.player_id = l.player_id and x.last_active_at > s.since), p_at)
    from player_limit l cross join lateral (select limit_since(l.period, p_at) as since) s
   where l.player_id = p_player_id and l.kind = 'session'
$$;

grant execute on function play_limits to evens_app;
