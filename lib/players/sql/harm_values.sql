/*
 * The markers of harm of one player in the thirty days before p_at; a marker that cannot be told is missing, and so are all where fewer than
 * five stakes were placed. Reads the player's own entries and sessions only.
 *   stake_variance   how much stakes differ within a play session: standard deviation by mean, the average of sessions with three stakes or more
 *   chasing          deposits in a session that was losing by then
 *   night_play       share of the stakes placed from midnight to five, in the player's time zone
 *   escalation       stakes of the last seven days by those of an average week of the three before, five at most
 *   failed_deposits  deposits that failed
 *   cancelled_withdrawals  withdrawals that the player cancelled
 *   instruments      cards and accounts that deposits were tried with
 *   limit_hits       bets refused by a limit of the player's own or by a time limit
 *   time             hours on the site in an average week
 */
create or replace function harm_values(p_player_id uuid, p_at timestamptz) returns table (marker text, value double precision)
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  start timestamptz := p_at - interval '30 days';
  zone text := coalesce((select p.settings->>'timeZone' from player p where p.id = p_player_id), 'UTC');
begin
  return query
    with moved as materialized (
      select e.created_at as at, e.amount, t.code
        from ledger_account_view a
        join ledger_entry_view e on e.account_id = a.id and e.created_at >= start and e.created_at < p_at
        join ledger_transfer_view t on t.id = e.transfer_id and t.created_at >= start and t.created_at < p_at
       where a.owner_id = p_player_id and a.kind = 'player_cash'
    ), stakes as materialized (
      select m.at, -m.amount as stake from moved m where m.code = 'bet_stake'
    ), sessions as materialized (
      select s.id, s.started_at as since, s.last_active_at + interval '1 minute' as until, s.last_active_at - s.started_at as lasted
        from play_session s where s.player_id = p_player_id and s.last_active_at > start and s.started_at < p_at
    ), deposits as materialized (
      select d.state, d.instrument from cashier_deposit_view d
       where d.player_id = p_player_id and d.created_at >= start and d.created_at < p_at
    ), figures (marker, value) as (
      select 'stake_variance',
             (select avg(v.spread) from (
                select stddev_samp(k.stake) / avg(k.stake) as spread
                  from sessions s join stakes k on k.at >= s.since and k.at < s.until
                 group by s.id having count(*) >= 3) v)::float8
      union all
      select 'chasing',
             (select count(*) from sessions s join moved d on d.code = 'deposit' and d.at >= s.since and d.at < s.until
               where (select sum(m.amount) from moved m
                       where m.at >= s.since and m.at < d.at and counts_towards('loss', m.code)) < 0)::float8
      union all
      select 'night_play', (select avg(case when extract(hour from k.at at time zone zone) < 5 then 1 else 0 end) from stakes k)::float8
      union all
      select 'escalation',
             (select case when w.before > 0 then least(w.lately * 3.0 / w.before, 5) end
                from (select sum(k.stake) filter (where k.at >= p_at - interval '7 days') as lately,
                             sum(k.stake) filter (where k.at < p_at - interval '7 days' and k.at >= p_at - interval '28 days') as before
                        from stakes k) w)::float8
      union all
      select 'failed_deposits', (select count(*) from deposits d where d.state = 'failed')::float8
      union all
      select 'cancelled_withdrawals',
             (select count(*) from cashier_withdrawal_view w
               where w.player_id = p_player_id and w.created_at >= start and w.created_at < p_at and w.state = 'canceled')::float8
      union all
      select 'instruments', (select nullif(count(distinct d.instrument), 0) from deposits d)::float8
      union all
      select 'limit_hits',
             (select count(*) from sportsbook_rejected_bet_view r
               where r.player_id = p_player_id and r.at >= start and r.at < p_at
                 and (r.code = 'limit_reached' or (r.code = 'play_stopped' and r.refusal->>'reason' = 'session_limit')))::float8
      union all
      select 'time', (select extract(epoch from sum(s.lasted)) / 3600 / (30 / 7.0) from sessions s)::float8
    )
    select f.marker, f.value from figures f where f.value is not null and (select count(*) from stakes) >= 5;
end $$;

grant execute on function harm_values to evens_app;
