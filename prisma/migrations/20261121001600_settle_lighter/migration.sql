-- A settlement costs what it writes: nobody walks a lane that somebody else walks, nothing is read twice that was in hand, and
-- a thousand players are told by few rows.

/* As before; declared so that a statement that makes many takes it in: "uuid || text" is not immutable, and was called. */
create or replace function settlement_transfer_id(p_bet_id uuid, p_version integer, p_purpose text) returns uuid
language sql immutable parallel safe as $$
  select overlay(overlay(overlay(md5(p_bet_id::text || ':' || p_version::text || ':' || p_purpose)
                                 placing replace(left(p_bet_id::text, 13), '-', '') from 1)
                         placing '8' from 13) placing '8' from 17)::uuid
$$;

/*
 * Takes the oldest rows off the outbox, passing over those that another relay has in hand. A plan made while the outbox was
 * empty must not stay when it is full: the oldest are at the beginning of an index.
 */
create function outbox_take(p_limit integer) returns setof outbox
language plpgsql set enable_seqscan = off set enable_bitmapscan = off as $$
begin
  return query
    delete from outbox o
     where o.id = any(array(select w.id from outbox w order by w.id limit p_limit for update skip locked))
    returning o.*;
end $$;
revoke execute on function outbox_take from public;
grant execute on function outbox_take to evens_app;

/*
 * Brings bets to what their legs say: pays what is newly decided, takes back what no longer is, replaces what came out
 * differently. Money is taken back by transfers that reverse the settlement's own, in full; what the player no longer has
 * is booked as owed. The bets are locked by the caller; p_causes says why, bet by bet. Returns how many moved. As before; and
 * the news of many bets goes out in bundles, and only accounts that money reaches or leaves are looked up and locked: a bet
 * that is lost touches none of its player's.
 */
create or replace function settle_bets(p_bet_ids uuid[], p_causes text[], p_by uuid) returns integer
language plpgsql security definer set search_path = public set enable_seqscan = off as $$
declare
  steps bet_step[];
  postings ledger_posting[];
  owed ledger_posting[];
begin
  steps := array(
    select row(b.id, b.player_id,
               case when s.returned > 0 or b.status = 'settled' then
                 (select a.id from ledger_account a
                   where a.owner_id = b.player_id and a.kind = 'player_cash' and a.currency = b.currency and a.detail = '') end,
               b.currency, b.stake, b.settlement_version + 1, b.status, s.result, s.returned, c.cause)::bet_step
      from unnest(p_bet_ids, p_causes) c(bet_id, cause) join bet b on b.id = c.bet_id, lateral bet_standing(b.id, b.stake) s
     where (b.result, b.returned) is distinct from (s.result, s.returned)
     order by b.id);
  if cardinality(steps) = 0 then return 0; end if;

  insert into bet_settlement (bet_id, version, result, returned, cause, by)
  select bet_id, version, result, returned, cause, p_by from unnest(steps);

  update bet b set status = case when s.result is null then 'open' else 'settled' end, result = s.result, returned = s.returned,
                   settlement_version = s.version, settled_at = case when s.result is not null then clock_timestamp() end
    from unnest(steps) s where b.id = s.bet_id;

  perform ledger_lock(array(select account_id from unnest(steps) where account_id is not null));

  -- Credits of a player before debits, so that no line of the statement shows a balance that never was.
  postings := array(
    with house_account as materialized (select * from house)
    select p from (
      select row(settlement_transfer_id(s.bet_id, s.version, 'stake'), o.id,
                 case when s.result = 'void' then s.account_id else i.id end, s.stake, s.currency,
                 case when s.result = 'void' then 'bet_refund' else 'bet_stake_settled' end, 'bet:' || s.bet_id, null)::ledger_posting as p,
             1 as turn, s.bet_id, 1 as step
        from unnest(steps) s join house_account o on o.kind = 'open_bets' and o.currency = s.currency
        join house_account i on i.kind = 'sportsbook_income' and i.currency = s.currency
       where s.result is not null
      union all
      select row(settlement_transfer_id(s.bet_id, s.version, 'return'), i.id, s.account_id, s.returned, s.currency,
                 'bet_return', 'bet:' || s.bet_id, null)::ledger_posting, 1, s.bet_id, 2
        from unnest(steps) s join house_account i on i.kind = 'sportsbook_income' and i.currency = s.currency
       where s.result <> 'void' and s.returned > 0
      union all
      select row(settlement_transfer_id(s.bet_id, s.version, 'reverse:' || v.purpose), t.credit_id, t.debit_id, t.amount, t.currency,
                 t.code || '_reversed', t.reference, t.id)::ledger_posting, 2, s.bet_id, v.step
        from unnest(steps) s cross join (values ('return', 1), ('stake', 2)) v(purpose, step)
        join ledger_transfer t on t.id in (settlement_transfer_id(s.bet_id, s.version - 1, v.purpose),
                                           settlement_transfer_id_hashed(s.bet_id, s.version - 1, v.purpose))
       where s.was = 'settled') moves
    order by turn, bet_id, step);

  owed := array(
    select row(settlement_transfer_id(k.bet_id, k.version, 'owed'),
               ledger_account_for('player_receivable', a.owner_id, a.currency), a.id,
               n.missing - (a.balance - a.held - a.minimum), a.currency, 'receivable_booked', 'bet:' || k.bet_id, null)::ledger_posting
      from (select e.account_id, sum(e.amount)::bigint as missing
              from (select p.debit_id as account_id, p.amount from unnest(postings) p
                    union all select p.credit_id, -p.amount from unnest(postings) p) e
             group by 1 having sum(e.amount) > 0) n
      join ledger_account a on a.id = n.account_id and a.kind = 'player_cash'
      join lateral (select s.bet_id, s.version from unnest(steps) s
                     where s.account_id = a.id and s.was = 'settled' order by s.bet_id limit 1) k on true
     where n.missing > a.balance - a.held - a.minimum
     order by a.id);
  perform ledger_lock(array(select debit_id from unnest(owed)));
  perform ledger_write(owed || postings);

  -- What a settled bet no longer puts at risk elsewhere, and a reopened one does again.
  insert into market_exposure as x (market_id, outcome_key, shard, bets, stake, payout)
  select l.market_id, l.outcome_key, pg_backend_pid() % 16, sum(d.sign), sum(d.sign * l.exposure_stake), sum(d.sign * l.exposure_payout)
    from (select s.bet_id, case when s.result is null then 1 else -1 end as sign from unnest(steps) s
           where (s.was = 'settled') <> (s.result is not null)) d
    join bet_leg l on l.bet_id = d.bet_id
   group by 1, 2 order by 1, 2
  on conflict (market_id, outcome_key, shard) do update
    set bets = x.bets + excluded.bets, stake = x.stake + excluded.stake, payout = x.payout + excluded.payout;

  -- Ten pieces of news a row, field by field: that is cheaper to write, to take and to delete, and still fits into its page.
  insert into outbox (kind, payload)
  select 'bundle', jsonb_build_object(
           'kind', array_agg(case when s.result is null then 'bet.reopened' when s.was = 'settled' then 'bet.corrected' else 'bet.settled' end),
           'betId', array_agg(s.bet_id), 'playerId', array_agg(s.player_id), 'result', array_agg(s.result),
           'returned', array_agg(s.returned::text), 'currency', array_agg(s.currency), 'cause', array_agg(s.cause),
           'version', array_agg(s.version))
    from unnest(steps) with ordinality s
   group by (s.ordinality - 1) / 10 order by (s.ordinality - 1) / 10;
  return cardinality(steps);
end $$;

/*
 * As before: brings the legs of a market to what holds of it now, and their bets with them, at most p_limit bets of each lane
 * a call. It walks: p_after is the last bet of the call before, so no call reads again what an earlier one settled. And in
 * lanes: of p_lanes that run side by side each takes the bets of its own players, so that none waits for another's accounts.
 * Answers how many bets it looked at and the last of them; when there is none left, whether all bets of the market, of every
 * lane, now reflect its settlement version. No row: the market is unknown, or somebody else is in this lane at this moment
 * and does, call by call, what this call would have done.
 */
create or replace function settle_market(p_market_id text, p_limit integer, p_after uuid default null, p_lane integer default 0, p_lanes integer default 1)
returns table (bets integer, last uuid, done boolean)
language plpgsql security definer set search_path = public set enable_seqscan = off as $$
declare
  since uuid;
  wanted integer;
  window_ids uuid[];
  bet_ids uuid[];
  placed timestamptz[];
  voided boolean[];
  moved uuid[];
  causes text[];
begin
  if not pg_try_advisory_xact_lock(book_lock_key('settle', p_market_id || ':' || p_lane || ':' || p_lanes)) then return; end if;

  select uuid_floor(m.created_at - interval '1 day'), m.settlement_version into since, wanted
    from market m where m.id = p_market_id;
  window_ids := array(
    select l.bet_id from bet_leg l
     where l.market_id = p_market_id and l.bet_id >= since and l.bet_id > coalesce(p_after, since)
       and l.settlement_version < wanted
     order by l.bet_id limit p_limit * p_lanes);

  if cardinality(window_ids) = 0 then
    perform from market m where m.id = p_market_id for no key update;
    update market m set settled_through = m.settlement_version
     where m.id = p_market_id and m.settled_through < m.settlement_version
       and not exists (select from bet_leg l where l.market_id = m.id and l.bet_id >= since
                          and l.settlement_version < m.settlement_version);
    return query select 0, null::uuid, m.settled_through = m.settlement_version from market m where m.id = p_market_id;
    return;
  end if;

  select array_agg(b.id), array_agg(b.placed_at), array_agg(b.voided) into bet_ids, placed, voided
    from (select b.id, b.placed_at, b.void_reason is not null as voided from bet b
           where b.id = any(window_ids) and get_byte(uuid_send(b.player_id), 15) % p_lanes = p_lane
           order by b.id for no key update) b;

  with held as materialized (
    select m.status, m.void_windows, m.decided_at, m.settlement_version from market m where m.id = p_market_id
  ), outcomes as materialized (
    select o.* from outcome o where o.market_id = p_market_id
  ), told as materialized (
    select l.bet_id, l.position, m.settlement_version, s.*
      from unnest(bet_ids, placed, voided) b(id, placed_at, voided) cross join held m
      join bet_leg l on l.bet_id = b.id and l.market_id = p_market_id and l.settlement_version < m.settlement_version
      left join outcomes o on o.key = l.outcome_key,
           lateral leg_standing(b.voided, b.placed_at, l.odds, m.status, m.void_windows, m.decided_at,
                                o.result, o.void_factor, o.dead_heat_numerator, o.dead_heat_denominator) s
  ), written as (
    update bet_leg l set settlement_version = t.settlement_version, result = t.result, factor = t.factor, divisor = t.divisor
      from told t where l.bet_id = t.bet_id and l.position = t.position
    returning l.bet_id, t.reason)
  select array_agg(w.bet_id), array_agg(case w.reason when 'past_post' then 'past_post'
                                          when 'result' then 'market:' || p_market_id
                                          when 'cancel' then 'cancel:' || p_market_id
                                          when 'voided' then 'voided'
                                          else 'rollback:' || p_market_id end)
    into moved, causes from written w;

  if moved is not null then perform settle_bets(moved, causes, null); end if;
  return query select coalesce(cardinality(bet_ids), 0), window_ids[cardinality(window_ids)], false;
end $$;
