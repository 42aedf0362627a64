/*
 * Takes these steps: pays what is newly decided, takes back what no longer is, replaces what came out differently. Money is taken back by
 * transfers that reverse those of the settlement before, in full; what the player no longer has is booked as owed. A void free bet is given back as one (return_free_bets). Exposure and the
 * cumulative limits follow, and events go to the outbox in bundles of sixteen.
 * Locks: the accounts that money reaches or leaves, by id; a lost bet touches none of its player's. Internal: the caller has locked the bets.
 */
create or replace function settle_steps(p_steps bet_step[], p_by uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  postings ledger_posting[];
  owed ledger_posting[];
begin
  insert into bet_settlement (bet_id, version, result, returned, cause, by)
  select bet_id, version, result, returned, cause, p_by from unnest(p_steps);

  update bet b set status = case when s.result is null then 'open' else 'settled' end, result = s.result, returned = s.returned,
                   settlement_version = s.version, settled_at = case when s.result is not null then clock_timestamp() end
    from unnest(p_steps) s where b.id = s.bet_id;

  perform ledger_lock(array(
    select account_id from unnest(p_steps) where account_id is not null
    union all
    select bonus_account(s.player_id, s.currency) from unnest(p_steps) s where s.free_bet_id is not null));

  postings := array(
    with house_account as materialized (select * from house), stepped as materialized (
      -- What a bet that is edited is worth goes into the stake of the bet that takes its place.
      select x.*, case when x.result = 'cashed_out'
                    then coalesce((select c.carried from bet_cash_out c where c.bet_id = x.bet_id), 0) else 0 end as carried
        from unnest(p_steps) x)
    select p from (
      select row(settlement_transfer_id(s.bet_id, s.version, 'stake'), o.id,
                 case when s.result <> 'void' then i.id when s.free_bet_id is null then s.account_id
                      else bonus_account(s.player_id, s.currency) end, s.stake, s.currency,
                 case when s.result = 'void' then 'bet_refund' else 'bet_stake_settled' end, 'bet:' || s.bet_id, null)::ledger_posting as p,
             s.bet_id, 1 as step
        from unnest(p_steps) s join house_account o on o.kind = 'open_bets' and o.currency = s.currency
        join house_account i on i.kind = 'sportsbook_income' and i.currency = s.currency
       where s.result is not null
      union all
      select row(settlement_transfer_id(s.bet_id, s.version, 'return'), i.id, s.account_id, s.returned - s.carried, s.currency,
                 case when s.result = 'cashed_out' then 'bet_cash_out' else 'bet_return' end, 'bet:' || s.bet_id, null)::ledger_posting,
             s.bet_id, 2
        from stepped s join house_account i on i.kind = 'sportsbook_income' and i.currency = s.currency
       where s.result <> 'void' and s.returned > s.carried
      union all
      select row(settlement_transfer_id(s.bet_id, s.version, 'carried'), i.id, s.account_id, s.carried, s.currency, 'bet_edit',
                 'bet:' || s.bet_id, null)::ledger_posting, s.bet_id, 3
        from stepped s join house_account i on i.kind = 'sportsbook_income' and i.currency = s.currency
       where s.carried > 0) moves
    order by bet_id, step);

  if exists (select from unnest(p_steps) s where s.was = 'settled') then
    -- Credits of a player before debits, so that no line of the statement shows a balance that never existed.
    postings := postings || array(
      select row(settlement_transfer_id(s.bet_id, s.version, 'reverse:' || v.purpose), t.credit_id, t.debit_id, t.amount, t.currency,
                 t.code || '_reversed', t.reference, t.id)::ledger_posting
        from unnest(p_steps) s cross join (values ('return', 1), ('stake', 2)) v(purpose, step)
        join ledger_transfer_view t on t.id = settlement_transfer_id(s.bet_id, s.version - 1, v.purpose)
       where s.was = 'settled' and (s.free_bet_id is null or t.code <> 'bet_refund')
       order by s.bet_id, v.step);
    owed := array(
      select row(settlement_transfer_id(k.bet_id, k.version, 'owed'),
                 ledger_account_for('player_receivable', a.owner_id, a.currency), a.id,
                 n.missing - (a.balance - a.held - a.minimum), a.currency, 'receivable_booked', 'bet:' || k.bet_id, null)::ledger_posting
        from (select e.account_id, sum(e.amount)::bigint as missing
                from (select p.debit_id as account_id, p.amount from unnest(postings) p
                      union all select p.credit_id, -p.amount from unnest(postings) p) e
               group by 1 having sum(e.amount) > 0) n
        join ledger_account_view a on a.id = n.account_id and a.kind = 'player_cash'
        join lateral (select s.bet_id, s.version from unnest(p_steps) s
                       where s.account_id = a.id and s.was = 'settled' order by s.bet_id limit 1) k on true
       where n.missing > a.balance - a.held - a.minimum
       order by a.id);
    perform ledger_lock(array(select debit_id from unnest(owed)));
    postings := owed || postings;
  end if;
  if exists (select from unnest(p_steps) s where s.free_bet_id is not null) then postings := postings || return_free_bets(p_steps); end if;
  perform ledger_write(postings);

  -- The exposure that a settled bet no longer adds, and a reopened one adds again.
  insert into market_exposure as x (market_id, outcome_key, shard, bets, stake, payout)
  select d.market_id, d.outcome_key, pg_backend_pid() % 16, sum(d.sign), sum(d.sign * d.exposure_stake), sum(d.sign * d.exposure_payout)
    from (select case when s.result is null then 1 else -1 end as sign, s.market_id, s.outcome_key, s.exposure_stake, s.exposure_payout
            from unnest(p_steps) s
           where (s.was = 'settled') <> (s.result is not null) and s.market_id is not null
          union all
          select case when s.result is null then 1 else -1 end, l.market_id, l.outcome_key, l.exposure_stake, l.exposure_payout
            from unnest(p_steps) s join bet_leg l on l.bet_id = s.bet_id
           where (s.was = 'settled') <> (s.result is not null) and s.market_id is null) d
   group by 1, 2 order by 1, 2
  on conflict (market_id, outcome_key, shard) do update
    set bets = x.bets + excluded.bets, stake = x.stake + excluded.stake, payout = x.payout + excluded.payout;

  perform settle_limits(p_steps);

  -- Sixteen events fit into a row that PostgreSQL keeps in its page uncompressed.
  insert into outbox (kind, payload)
  select 'bundle', jsonb_build_object(
           'kind', array_agg(case when s.result is null then 'bet.reopened' when s.was = 'settled' then 'bet.corrected' else 'bet.settled' end),
           'betId', array_agg(s.bet_id), 'playerId', array_agg(s.player_id))
    from unnest(p_steps) with ordinality s
   group by (s.ordinality - 1) / 16 order by (s.ordinality - 1) / 16;
end $$;

revoke execute on function settle_steps from public;
