/*
 * What a player has staked and got back since then, in minor units: bets, and whatever counts towards limits on losses. The stakes of void bets
 * are neither; the stake of a pending bet counts once it is accepted.
 */
create or replace function play_totals(p_player_id uuid, p_since timestamptz)
returns table (staked bigint, returned bigint)
language sql stable as $$
  select coalesce(-sum(e.amount) filter (where counts_towards('stake', t.code)), 0)::bigint,
         coalesce(sum(e.amount) filter (where not counts_towards('stake', t.code)), 0)::bigint
    from ledger_account_view a
    join ledger_entry_view e on e.account_id = a.id and e.created_at >= p_since
    join ledger_transfer_view t on t.id = e.transfer_id and t.created_at >= p_since
   where a.owner_id = p_player_id and a.kind = 'player_cash' and counts_towards('loss', t.code)
$$;

grant execute on function play_totals to evens_app;
