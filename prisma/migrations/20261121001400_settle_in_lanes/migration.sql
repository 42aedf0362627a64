-- A hundred thousand bets on one market are settled in seconds: lanes side by side, legs rewritten in place, and nothing
-- looked up that grows with the number of players.

-- What the house moves its own money between, and who may owe: small indexes beside the one that grows with the players.
create index ledger_account_house on ledger_account (kind, currency) where owner_id is null;
create index ledger_account_receivable on ledger_account (owner_id) where kind = 'player_receivable';

/* As before; and of all accounts only those in question are read. */
create or replace function ledger_write_entries(p_postings ledger_posting[]) returns void
language plpgsql security definer set search_path = public as $$
declare
  moment timestamptz := clock_timestamp();
  written bigint;
begin
  insert into ledger_transfer (id, debit_id, credit_id, amount, currency, code, reference, reverses_id, created_at)
  select p.id, p.debit_id, p.credit_id, p.amount, p.currency, p.code, p.reference, p.reverses_id, moment
    from unnest(p_postings) p;

  with side as (
    select p.ordinality as n, p.id, p.debit_id as account_id, -p.amount as amount, p.currency
      from unnest(p_postings) with ordinality p
    union all
    select p.ordinality, p.id, p.credit_id, p.amount, p.currency
      from unnest(p_postings) with ordinality p
  ), account as materialized (
    select a.id, a.currency, a.balance, a.version, a.owner_id is not null as running
      from ledger_account a
     where a.id = any(array(select p.debit_id from unnest(p_postings) p union select p.credit_id from unnest(p_postings) p))
  ), placed as materialized (
    select s.*, a.balance, a.version, a.running
      from side s join account a on a.id = s.account_id and a.currency = s.currency
  ), moved as (
    update ledger_account a
       set balance = a.balance + t.total, version = a.version + t.entries
      from (select account_id, sum(amount)::bigint as total, count(*) as entries
              from placed where running group by account_id) t
     where a.id = t.account_id
  )
  insert into ledger_entry (transfer_id, account_id, amount, version, balance_after, created_at)
  select p.id, p.account_id, p.amount,
         case when running then p.version + row_number() over w end,
         case when running then p.balance + sum(p.amount) over w end, moment
    from placed p
  window w as (partition by p.account_id order by p.n rows unbounded preceding);
  get diagnostics written = row_count;
  if written <> 2 * cardinality(p_postings) then
    perform ledger_fault('a transfer needs two accounts in its own currency');
  end if;
end $$;

create or replace view house as
  select c.currency, k.kind, ledger_account_for(k.kind, null, c.currency) as id
    from (values ('open_bets'), ('sportsbook_income')) k(kind),
         (select distinct currency from ledger_account where kind = 'open_bets' and owner_id is null) c;

-- A leg's settlement changes no indexed column, and its page has room for the new version (HOT): no index is written.
create index bet_leg_of_market on bet_leg (market_id, bet_id);
drop index bet_leg_market;
alter index bet_leg_of_market rename to bet_leg_market;
do $$
declare
  month text;
begin
  for month in select name from partition_month where parent = 'bet_leg' loop
    execute format('alter table months.%I set (fillfactor = 50)', month);
  end loop;
end $$;

/* As before; and a month of legs leaves room for their settlement. */
create or replace function partition_make(p_parent text, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = public as $$
declare
  starts timestamptz := date_trunc('month', p_at, 'UTC');
  ends   timestamptz := (starts at time zone 'UTC' + interval '1 month') at time zone 'UTC';
  named  text := p_parent || '_' || to_char(starts at time zone 'UTC', 'YYYY_MM');
  by_id  boolean;
begin
  select key = 'id' into strict by_id from partitioned() where parent = p_parent;
  if to_regclass('months.' || named) is not null then return false; end if;
  execute format('create table months.%I (like %I including defaults including constraints)', named, p_parent);
  if p_parent = 'ledger_entry' then
    -- Stricter than the parent can be: a partitioned table's own unique index would have to hold the time as well.
    execute format('create unique index %I on months.%I (account_id, version) where version is not null', named || '_player', named);
  elsif p_parent = 'bet_leg' then
    execute format('alter table months.%I set (fillfactor = 50)', named);
  end if;
  execute format('alter table %I attach partition months.%I for values from (%L) to (%L)', p_parent, named,
                 case when by_id then uuid_floor(starts)::text else starts::text end,
                 case when by_id then uuid_floor(ends)::text else ends::text end);
  return true;
end $$;

-- What a settlement writes lies beside what the bet wrote: its transfers' ids begin with the time of the bet's own id, so a
-- market's bets fill pages of the ledger one after another where a mere hash would touch as many pages as there are bets.
alter function settlement_transfer_id rename to settlement_transfer_id_hashed;

/* A transfer id that a bet's settlement can make only once, from bet, version and purpose: the bet's 48 bits of time, then a
   hash (UUID version 8, the kind for layouts of one's own: RFC 9562, 5.8). */
create function settlement_transfer_id(p_bet_id uuid, p_version integer, p_purpose text) returns uuid
language sql immutable parallel safe as $$
  select overlay(overlay(overlay(md5(p_bet_id || ':' || p_version || ':' || p_purpose)
                                 placing replace(left(p_bet_id::text, 13), '-', '') from 1)
                         placing '8' from 13) placing '8' from 17)::uuid
$$;

/*
 * Brings bets to what their legs say: pays what is newly decided, takes back what no longer is, replaces what came out
 * differently. Money is taken back by transfers that reverse the settlement's own, in full; what the player no longer has
 * is booked as owed. The bets are locked by the caller; p_causes says why, bet by bet. Returns how many moved. As before; and
 * what an older settlement wrote under an id of the former kind is reversed like any other.
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
               (select a.id from ledger_account a
                 where a.owner_id = b.player_id and a.kind = 'player_cash' and a.currency = b.currency and a.detail = ''),
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

  perform ledger_lock(array(select account_id from unnest(steps)));

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

  insert into outbox (kind, payload)
  select case when s.result is null then 'bet.reopened' when s.was = 'settled' then 'bet.corrected' else 'bet.settled' end,
         jsonb_build_object('betId', s.bet_id, 'playerId', s.player_id, 'result', s.result, 'returned', s.returned::text,
                            'currency', s.currency, 'cause', s.cause, 'version', s.version)
    from unnest(steps) s;
  return cardinality(steps);
end $$;

/*
 * As before, but it walks: p_after is the last bet of the call before, so no call reads again what an earlier one settled.
 * And in lanes: of p_lanes that run side by side each takes the bets of its own players, so that none waits for another's
 * accounts. Answers how many bets it looked at and the last of them; when there is none left, whether all bets of the
 * market, of every lane, now reflect its settlement version.
 */
drop function settle_market(text, integer);
create function settle_market(p_market_id text, p_limit integer, p_after uuid default null, p_lane integer default 0, p_lanes integer default 1)
returns table (bets integer, last uuid, done boolean)
language plpgsql security definer set search_path = public set enable_seqscan = off as $$
declare
  since uuid;
  wanted integer;
  window_ids uuid[];
  bet_ids uuid[];
  moved uuid[];
  causes text[];
begin
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

  bet_ids := array(
    select b.id from bet b
     where b.id = any(window_ids) and get_byte(uuid_send(b.player_id), 15) % p_lanes = p_lane
     order by b.id for no key update);

  with told as materialized (
    select l.bet_id, l.position, m.settlement_version, s.*
      from bet_leg l join bet b on b.id = l.bet_id join market m on m.id = l.market_id
      left join outcome o on o.market_id = l.market_id and o.key = l.outcome_key,
           lateral leg_standing(b.void_reason is not null, b.placed_at, l.odds, m.status, m.void_windows, m.decided_at,
                                o.result, o.void_factor, o.dead_heat_numerator, o.dead_heat_denominator) s
     where l.bet_id = any(bet_ids) and l.market_id = p_market_id and l.settlement_version < m.settlement_version
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
  return query select cardinality(bet_ids), window_ids[cardinality(window_ids)], false;
end $$;
revoke execute on function settle_market from public;
grant execute on function settle_market to evens_app;
