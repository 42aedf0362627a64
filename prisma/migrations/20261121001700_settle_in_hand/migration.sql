-- Settling reads a bet once and carries it in hand: what one statement has read or written, the next one is given.

-- Stake, settlement and return of a bet have ids that begin with the bet's own time, so they are found by their key, and
-- need not be indexed by what they are about as well.
drop index ledger_transfer_reference;
create index ledger_transfer_reference on ledger_transfer (reference)
  where code not in ('bet_stake', 'bet_stake_settled', 'bet_return', 'bet_refund');

-- Both entries of a transfer are written by one statement, once, because ledger_transfer has its id once, and an invariant
-- counts them. They are read by account: an index by transfer was written three times a bet and read by nobody.
alter table ledger_entry drop constraint ledger_entry_pkey;

/* As before, the same ids; put together from bytes, which takes half as long as from characters. */
create or replace function settlement_transfer_id(p_bet_id uuid, p_version integer, p_purpose text) returns uuid
language sql immutable parallel safe as $$
  select encode(overlay(overlay(overlay(decode(md5(p_bet_id::text || ':' || p_version::text || ':' || p_purpose), 'escape')
                                        placing decode(encode(substr(uuid_send(p_bet_id), 1, 6), 'hex'), 'escape') from 1)
                                placing '8'::bytea from 13) placing '8'::bytea from 17), 'escape')::uuid
$$;

/*
 * The transfers of a bet: stake, settlements and returns by the time that their ids begin with (or by their ids, from before
 * they did), and by its name what took them back or was owed.
 */
create function bet_transfers(p_bet_id uuid) returns setof ledger_transfer
language sql stable as $$
  select t.* from ledger_transfer t
   where t.id between (left(p_bet_id::text, 13) || '-0000-0000-000000000000')::uuid
                  and (left(p_bet_id::text, 13) || '-ffff-ffff-ffffffffffff')::uuid
     and t.reference = 'bet:' || p_bet_id and t.code in ('bet_stake', 'bet_stake_settled', 'bet_return', 'bet_refund')
  union all
  select t.* from ledger_transfer t
   where t.id = any(array(select settlement_transfer_id_hashed(s.bet_id, s.version, p.purpose)
                            from bet_settlement s cross join (values ('stake'), ('return')) p(purpose) where s.bet_id = p_bet_id))
  union all
  select t.* from ledger_transfer t
   where t.reference = 'bet:' || p_bet_id and t.code not in ('bet_stake', 'bet_stake_settled', 'bet_return', 'bet_refund')
$$;

/* As before; and only entries of players, who have a running balance, are sorted and summed. */
create or replace function ledger_write_entries(p_postings ledger_posting[]) returns void
language plpgsql security definer set search_path = public as $$
declare
  moment timestamptz := clock_timestamp();
  written bigint;
begin
  insert into ledger_transfer (id, debit_id, credit_id, amount, currency, code, reference, reverses_id, created_at)
  select p.id, p.debit_id, p.credit_id, p.amount, p.currency, p.code, p.reference, p.reverses_id, moment
    from unnest(p_postings) p;

  with account as materialized (
    select a.id, a.currency, a.balance, a.version, a.owner_id is not null as running
      from ledger_account a
     where a.id = any(array(select p.debit_id from unnest(p_postings) p union select p.credit_id from unnest(p_postings) p))
  ), side as materialized (
    select p.ordinality as n, p.id, a.id as account_id, -p.amount as amount, a.balance, a.version, a.running
      from unnest(p_postings) with ordinality p join account a on a.id = p.debit_id and a.currency = p.currency
    union all
    select p.ordinality, p.id, a.id, p.amount, a.balance, a.version, a.running
      from unnest(p_postings) with ordinality p join account a on a.id = p.credit_id and a.currency = p.currency
  ), moved as (
    update ledger_account a
       set balance = a.balance + t.total, version = a.version + t.entries
      from (select account_id, sum(amount)::bigint as total, count(*) as entries
              from side where running group by account_id) t
     where a.id = t.account_id
  )
  insert into ledger_entry (transfer_id, account_id, amount, version, balance_after, created_at)
  select s.id, s.account_id, s.amount, null, null, moment from side s where not s.running
  union all
  select s.id, s.account_id, s.amount, s.version + row_number() over w, s.balance + sum(s.amount) over w, moment
    from side s where s.running
  window w as (partition by s.account_id order by s.n rows unbounded preceding);
  get diagnostics written = row_count;
  if written <> 2 * cardinality(p_postings) then
    perform ledger_fault('a transfer needs two accounts in its own currency');
  end if;
end $$;

-- One step in the life of a bet, as before. The leg stands with it where the bet has only this one; else it is null.
alter type bet_step add attribute market_id text;
alter type bet_step add attribute outcome_key text;
alter type bet_step add attribute exposure_stake bigint;
alter type bet_step add attribute exposure_payout bigint;

/* The steps that bring these bets to what their legs say; none for a bet that is so already. */
create function bet_steps(p_bet_ids uuid[], p_causes text[]) returns bet_step[]
language plpgsql stable set enable_seqscan = off as $$
begin
  return array(
    select row(b.id, b.player_id,
               case when s.returned > 0 or b.status = 'settled' then
                 (select a.id from ledger_account a
                   where a.owner_id = b.player_id and a.kind = 'player_cash' and a.currency = b.currency and a.detail = '') end,
               b.currency, b.stake, b.settlement_version + 1, b.status, s.result, s.returned, c.cause, null, null, null, null)::bet_step
      from unnest(p_bet_ids, p_causes) c(bet_id, cause) join bet b on b.id = c.bet_id, lateral bet_standing(b.id, b.stake) s
     where (b.result, b.returned) is distinct from (s.result, s.returned)
     order by b.id);
end $$;

/*
 * Takes these steps: pays what is newly decided, takes back what no longer is, replaces what came out differently. Money is
 * taken back by transfers that reverse the settlement's own, in full; what the player no longer has is booked as owed. The
 * bets are locked by the caller. Only accounts that money reaches or leaves are locked: a bet that is lost touches none of
 * its player's. The news goes out in bundles.
 */
create function settle_steps(p_steps bet_step[], p_by uuid) returns void
language plpgsql security definer set search_path = public set enable_seqscan = off as $$
declare
  postings ledger_posting[];
  owed ledger_posting[];
begin
  insert into bet_settlement (bet_id, version, result, returned, cause, by)
  select bet_id, version, result, returned, cause, p_by from unnest(p_steps);

  update bet b set status = case when s.result is null then 'open' else 'settled' end, result = s.result, returned = s.returned,
                   settlement_version = s.version, settled_at = case when s.result is not null then clock_timestamp() end
    from unnest(p_steps) s where b.id = s.bet_id;

  perform ledger_lock(array(select account_id from unnest(p_steps) where account_id is not null));

  postings := array(
    with house_account as materialized (select * from house)
    select p from (
      select row(settlement_transfer_id(s.bet_id, s.version, 'stake'), o.id,
                 case when s.result = 'void' then s.account_id else i.id end, s.stake, s.currency,
                 case when s.result = 'void' then 'bet_refund' else 'bet_stake_settled' end, 'bet:' || s.bet_id, null)::ledger_posting as p,
             s.bet_id, 1 as step
        from unnest(p_steps) s join house_account o on o.kind = 'open_bets' and o.currency = s.currency
        join house_account i on i.kind = 'sportsbook_income' and i.currency = s.currency
       where s.result is not null
      union all
      select row(settlement_transfer_id(s.bet_id, s.version, 'return'), i.id, s.account_id, s.returned, s.currency,
                 'bet_return', 'bet:' || s.bet_id, null)::ledger_posting, s.bet_id, 2
        from unnest(p_steps) s join house_account i on i.kind = 'sportsbook_income' and i.currency = s.currency
       where s.result <> 'void' and s.returned > 0) moves
    order by bet_id, step);

  if exists (select from unnest(p_steps) s where s.was = 'settled') then
    -- Credits of a player before debits, so that no line of the statement shows a balance that never was.
    postings := postings || array(
      select row(settlement_transfer_id(s.bet_id, s.version, 'reverse:' || v.purpose), t.credit_id, t.debit_id, t.amount, t.currency,
                 t.code || '_reversed', t.reference, t.id)::ledger_posting
        from unnest(p_steps) s cross join (values ('return', 1), ('stake', 2)) v(purpose, step)
        join ledger_transfer t on t.id in (settlement_transfer_id(s.bet_id, s.version - 1, v.purpose),
                                           settlement_transfer_id_hashed(s.bet_id, s.version - 1, v.purpose))
       where s.was = 'settled'
       order by s.bet_id, v.step);
    owed := array(
      select row(settlement_transfer_id(k.bet_id, k.version, 'owed'),
                 ledger_account_for('player_receivable', a.owner_id, a.currency), a.id,
                 n.missing - (a.balance - a.held - a.minimum), a.currency, 'receivable_booked', 'bet:' || k.bet_id, null)::ledger_posting
        from (select e.account_id, sum(e.amount)::bigint as missing
                from (select p.debit_id as account_id, p.amount from unnest(postings) p
                      union all select p.credit_id, -p.amount from unnest(postings) p) e
               group by 1 having sum(e.amount) > 0) n
        join ledger_account a on a.id = n.account_id and a.kind = 'player_cash'
        join lateral (select s.bet_id, s.version from unnest(p_steps) s
                       where s.account_id = a.id and s.was = 'settled' order by s.bet_id limit 1) k on true
       where n.missing > a.balance - a.held - a.minimum
       order by a.id);
    perform ledger_lock(array(select debit_id from unnest(owed)));
    postings := owed || postings;
  end if;
  perform ledger_write(postings);

  -- What a settled bet no longer puts at risk elsewhere, and a reopened one does again.
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

  -- Sixteen pieces of news fit into a row that is kept in its page as it is.
  insert into outbox (kind, payload)
  select 'bundle', jsonb_build_object(
           'kind', array_agg(case when s.result is null then 'bet.reopened' when s.was = 'settled' then 'bet.corrected' else 'bet.settled' end),
           'betId', array_agg(s.bet_id), 'playerId', array_agg(s.player_id))
    from unnest(p_steps) with ordinality s
   group by (s.ordinality - 1) / 16 order by (s.ordinality - 1) / 16;
end $$;
revoke execute on function bet_steps, settle_steps from public;

/* Brings bets, which the caller has locked, to what their legs say; p_causes says why, bet by bet. Returns how many moved. */
create or replace function settle_bets(p_bet_ids uuid[], p_causes text[], p_by uuid) returns integer
language plpgsql security definer set search_path = public as $$
declare
  steps bet_step[] := bet_steps(p_bet_ids, p_causes);
begin
  if cardinality(steps) > 0 then perform settle_steps(steps, p_by); end if;
  return cardinality(steps);
end $$;

-- A bet that a walker holds locked, with its leg on the market: all that settling it takes.
create type bet_in_hand as (
  bet_id uuid, position smallint, outcome_key text, odds bigint, exposure_stake bigint, exposure_payout bigint,
  player_id uuid, single boolean, currency char(3), stake bigint, version integer, status text, result text, returned bigint,
  placed_at timestamptz, voided boolean
);

/*
 * As before: brings the legs of a market to what holds of it now, and their bets with them, at most p_limit bets of each lane
 * a call. It walks: p_after is the last bet of the call before, so no call reads again what an earlier one settled. And in
 * lanes: of p_lanes that run side by side each takes the bets of its own players, so that none waits for another's accounts.
 * Answers how many bets it looked at and the last of them; when there is none left, whether all bets of the market, of every
 * lane, now reflect its settlement version. No row: the market is unknown, or somebody else is in this lane at this moment
 * and does, call by call, what this call would have done.
 * A single is what its leg is (bet_standing of one leg), so it is settled from what is in hand; of others all legs are read.
 */
create or replace function settle_market(p_market_id text, p_limit integer, p_after uuid default null, p_lane integer default 0, p_lanes integer default 1)
returns table (bets integer, last uuid, done boolean)
language plpgsql security definer set search_path = public set enable_seqscan = off as $$
declare
  since uuid;
  wanted integer;
  window_ids uuid[];
  positions smallint[];
  outcome_keys text[];
  odds bigint[];
  stakes bigint[];
  payouts bigint[];
  in_hand bet_in_hand[];
  steps bet_step[];
  others uuid[];
  causes text[];
begin
  if not pg_try_advisory_xact_lock(book_lock_key('settle', p_market_id || ':' || p_lane || ':' || p_lanes)) then return; end if;

  select uuid_floor(m.created_at - interval '1 day'), m.settlement_version into since, wanted
    from market m where m.id = p_market_id;
  select array_agg(w.bet_id), array_agg(w.position), array_agg(w.outcome_key), array_agg(w.odds),
         array_agg(w.exposure_stake), array_agg(w.exposure_payout)
    into window_ids, positions, outcome_keys, odds, stakes, payouts
    from (select l.* from bet_leg l
           where l.market_id = p_market_id and l.bet_id >= since and l.bet_id > coalesce(p_after, since)
             and l.settlement_version < wanted
           order by l.bet_id limit p_limit * p_lanes) w;

  if window_ids is null then
    perform from market m where m.id = p_market_id for no key update;
    update market m set settled_through = m.settlement_version
     where m.id = p_market_id and m.settled_through < m.settlement_version
       and not exists (select from bet_leg l where l.market_id = m.id and l.bet_id >= since
                          and l.settlement_version < m.settlement_version);
    return query select 0, null::uuid, m.settled_through = m.settlement_version from market m where m.id = p_market_id;
    return;
  end if;

  -- What was read of a leg before its bet is locked never changes; what may, is read with the lock.
  in_hand := array(
    select row(w.bet_id, w.position, w.outcome_key, w.odds, w.exposure_stake, w.exposure_payout,
               b.player_id, b.kind = 'single', b.currency, b.stake, b.settlement_version, b.status, b.result, b.returned,
               b.placed_at, b.void_reason is not null)::bet_in_hand
      from unnest(window_ids, positions, outcome_keys, odds, stakes, payouts)
           w(bet_id, position, outcome_key, odds, exposure_stake, exposure_payout)
      join bet b on b.id = w.bet_id
     where get_byte(uuid_send(b.player_id), 15) % p_lanes = p_lane
     order by b.id for no key update of b);

  with held as materialized (
    select m.status, m.void_windows, m.decided_at, m.settlement_version from market m where m.id = p_market_id
  ), outcomes as materialized (
    select o.* from outcome o where o.market_id = p_market_id
  ), told as materialized (
    select h.*, m.settlement_version, s.reason, s.result as leg_result, s.factor, s.divisor
      from unnest(in_hand) h cross join held m left join outcomes o on o.key = h.outcome_key,
           lateral leg_standing(h.voided, h.placed_at, h.odds, m.status, m.void_windows, m.decided_at,
                                o.result, o.void_factor, o.dead_heat_numerator, o.dead_heat_denominator) s
  ), written as (
    update bet_leg l set settlement_version = t.settlement_version, result = t.leg_result, factor = t.factor, divisor = t.divisor
      from told t
     where l.bet_id = t.bet_id and l.position = t.position and l.settlement_version < t.settlement_version
    returning t.*
  ), moved as (
    select w.*, case when w.leg_result is not null then div(w.stake * w.factor, w.divisor)::bigint end as leg_returned,
           case w.reason when 'past_post' then 'past_post'
                         when 'result' then 'market:' || p_market_id
                         when 'cancel' then 'cancel:' || p_market_id
                         when 'voided' then 'voided'
                         else 'rollback:' || p_market_id end as cause
      from written w)
  select array_agg(row(m.bet_id, m.player_id,
                       case when m.leg_returned > 0 or m.status = 'settled' then
                         (select a.id from ledger_account a
                           where a.owner_id = m.player_id and a.kind = 'player_cash' and a.currency = m.currency and a.detail = '') end,
                       m.currency, m.stake, m.version + 1, m.status, m.leg_result, m.leg_returned, m.cause,
                       p_market_id, m.outcome_key, m.exposure_stake, m.exposure_payout)::bet_step)
           filter (where m.single and (m.result, m.returned) is distinct from (m.leg_result, m.leg_returned)),
         array_agg(m.bet_id) filter (where not m.single), array_agg(m.cause) filter (where not m.single)
    into steps, others, causes
    from moved m;

  if others is not null then steps := steps || bet_steps(others, causes); end if;
  if cardinality(steps) > 0 then perform settle_steps(steps, null); end if;
  return query select cardinality(in_hand), window_ids[cardinality(window_ids)], false;
end $$;

-- Settling is planned once a connection, and so is all that it calls: planning anew for the two thousand bets of one call takes
-- time and finds nothing better than the indexes.
alter function settle_market set plan_cache_mode = force_generic_plan;
