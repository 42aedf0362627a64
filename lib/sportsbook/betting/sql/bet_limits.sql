/*
 * The limits on stakes and losses that a player set, and what counts towards each at p_at: stakes and, for losses, returns of the period, and
 * the stakes of pending bets but for p_without. A loss is below zero where more came back than was staked.
 */
create or replace function bet_limits(p_player_id uuid, p_account_id bigint, p_without uuid, p_at timestamptz)
returns table (kind text, period text, amount bigint, used bigint, resets_at timestamptz)
language sql stable as $$
  select l.kind, l.period, l.amount,
         ((case when l.kind = 'stake' then greatest(coalesce(f.net, 0), 0) else coalesce(f.net, 0) end) + coalesce(w.stake, 0))::bigint,
         limit_resets_at(l.period, f.first, p_at)
    from players_limit_view l
    left join lateral (
      select -sum(x.amount) as net, min(x.hour) as first
        from ledger_flow_view x
       where x.account_id = p_account_id and x.hour >= limit_since(l.period, p_at) and counts_towards(l.kind, x.code)) f on true
    left join lateral (
      select sum(y.stake) as stake from pending_bet y
       where y.player_id = p_player_id and y.ended_at is null and y.id is distinct from p_without and y.free_bet_id is null) w on true
   where l.player_id = p_player_id and l.kind in ('stake', 'loss')
$$;

grant execute on function bet_limits to evens_app;
