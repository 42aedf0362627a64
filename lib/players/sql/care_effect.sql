/* What a player staked and lost, and the minutes on the site, in the fourteen days before and after a moment: what an interaction has changed. */
create or replace function care_effect(p_player_id uuid, p_at timestamptz)
returns table (staked_before bigint, staked_after bigint, lost_before bigint, lost_after bigint, minutes_before integer, minutes_after integer)
language sql stable as $$
  select coalesce(-sum(e.amount) filter (where counts_towards('stake', t.code) and e.created_at < p_at), 0)::bigint,
         coalesce(-sum(e.amount) filter (where counts_towards('stake', t.code) and e.created_at >= p_at), 0)::bigint,
         coalesce(-sum(e.amount) filter (where e.created_at < p_at), 0)::bigint,
         coalesce(-sum(e.amount) filter (where e.created_at >= p_at), 0)::bigint,
         (extract(epoch from play_time(p_player_id, p_at - interval '14 days', p_at)) / 60)::integer,
         (extract(epoch from play_time(p_player_id, p_at, p_at + interval '14 days')) / 60)::integer
    from ledger_account_view a
    join ledger_entry_view e on e.account_id = a.id and e.created_at >= p_at - interval '14 days' and e.created_at < p_at + interval '14 days'
    join ledger_transfer_view t on t.id = e.transfer_id and t.created_at >= p_at - interval '14 days' and t.created_at < p_at + interval '14 days'
   where a.owner_id = p_player_id and a.kind = 'player_cash' and counts_towards('loss', t.code)
$$;

grant execute on function care_effect to evens_app;
