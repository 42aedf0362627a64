-- Tables that grow without end are cut into months: an index is as large as its month, and an old month leaves as a whole.
-- Parents stay where they were; months lie in the schema "months", months that were detached in "archive". The
-- application's role may enter neither: it reaches a month through its parent only, with the parent's rights.
-- There is no default partition: months are made ahead at every start and daily, and keys come from the database's clock.

create schema months;
create schema archive;

-- A month by its key: bets by their id (UUID version 7 begins with the time), the others by a time.
create function partitioned() returns table (parent text, key text)
language sql immutable as $$
  values ('bet', 'id'), ('bet_leg', 'id'), ('bet_settlement', 'id'), ('bet_refusal', 'id'),
         ('ledger_entry', 'time'), ('feed_message', 'time'), ('price_history', 'time')
$$;

/* The least UUID of version 7 that can be made at this moment. */
create function uuid_floor(p_at timestamptz) returns uuid
language sql immutable parallel safe as $$
  select (lpad(to_hex(floor(extract(epoch from p_at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

/* When a UUID of version 7 was made. */
create function uuid_time(p_id uuid) returns timestamptz
language sql immutable parallel safe as $$
  select 'epoch'::timestamptz + ('x' || lpad(replace(left(p_id::text, 13), '-', ''), 16, '0'))::bit(64)::bigint * interval '1 ms'
$$;

/* Every month that is attached, [starts_at, ends_at). */
create view partition_month as
  select p.relname::text as parent, c.oid as child, c.relname::text as name, m.starts_at,
         (m.starts_at at time zone 'UTC' + interval '1 month') at time zone 'UTC' as ends_at
    from pg_inherits i
    join pg_class p on p.oid = i.inhparent and p.relkind = 'p' and p.relnamespace = 'public'::regnamespace
    join pg_class c on c.oid = i.inhrelid,
         lateral (select to_timestamp(right(c.relname, 7) || ' +00', 'YYYY_MM TZH') as starts_at) m;

/*
 * Makes the month of p_parent that holds p_at, if it is missing. The new table is filled with nothing and attached, so
 * readers and writers of other months do not wait. Answers whether it was made.
 */
create function partition_make(p_parent text, p_at timestamptz) returns boolean
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
  end if;
  execute format('alter table %I attach partition months.%I for values from (%L) to (%L)', p_parent, named,
                 case when by_id then uuid_floor(starts)::text else starts::text end,
                 case when by_id then uuid_floor(ends)::text else ends::text end);
  return true;
end $$;

/* Makes what is missing of this month and the next p_months, for every table. Answers how many were made. */
create function partitions_make_ahead(p_months integer) returns integer
language plpgsql security definer set search_path = public set lock_timeout = '3s' as $$
declare
  made integer := 0;
  wanted record;
begin
  perform pg_advisory_xact_lock(hashtext('partitions'));
  for wanted in
    select t.parent, m.at from partitioned() t,
           generate_series(0, p_months) n,
           lateral (select (date_trunc('month', now() at time zone 'UTC') + n * interval '1 month') at time zone 'UTC' as at) m
     order by m.at, t.parent
  loop
    made := made + partition_make(wanted.parent, wanted.at)::integer;
  end loop;
  return made;
end $$;

/* What the planner knows of a partitioned table as a whole; autovacuum only looks at the months. */
create function partitions_analyze() returns void
language plpgsql security definer set search_path = public as $$
declare
  t record;
begin
  for t in select parent from partitioned() loop
    execute format('analyze %I', t.parent);
  end loop;
end $$;

-- keys of bets -----------------------------------------------------------------------------------

-- One idempotency key of a player stands for one bet, for as long as that bet is stored: whoever writes a row here under
-- the lock of the player's cash account owns the key. A bet's row follows in the same transaction, or later, when the bet
-- is held for a while first; a key whose bet was refused in the end stays taken. So bet_id is no foreign key.
create table bet_key (
  player_id        uuid  not null,
  idempotency_key  text  not null,
  bet_id           uuid  not null,
  -- The same key with other input is a refusal.
  input_hash       bytea not null,
  primary key (player_id, idempotency_key)
);
grant select on bet_key to evens_app;

-- the tables, cut into months --------------------------------------------------------------------

create schema uncut;
alter table bet set schema uncut;
alter table bet_leg set schema uncut;
alter table bet_settlement set schema uncut;
alter table bet_refusal set schema uncut;
alter table ledger_entry set schema uncut;
alter table feed_message set schema uncut;
alter table price_history set schema uncut;

do $$
begin
  if exists (select from uncut.bet where uuid_time(id) not between '2026-01-01' and now() + interval '1 day')
     or exists (select from uncut.bet_refusal where uuid_time(id) not between '2026-01-01' and now() + interval '1 day') then
    raise exception 'a bet or a refusal has an id that does not begin with its time (UUID version 7): it fits into no month';
  end if;
end $$;

create table bet (
  id                  uuid        primary key,
  player_id           uuid        not null,
  kind                text        not null check (kind in ('single', 'accumulator')),
  currency            char(3)     not null,
  stake               bigint      not null check (stake > 0),
  -- Combined price for display; money is computed from the legs.
  odds                bigint      not null,
  potential_return    bigint      not null,
  odds_choice         text        not null check (odds_choice in ('none', 'higher', 'any')),
  status              text        not null default 'open' check (status in ('open', 'settled')),
  result              text        check (result in ('won', 'lost', 'void', 'half_won', 'half_lost')),
  returned            bigint      check (returned >= 0),
  settlement_version  integer     not null default 0,
  -- All that the decision read, by version: enough to decide again and get the same answer.
  decision            jsonb       not null,
  -- Staff voided it, for this reason: no result touches it again.
  void_reason         text,
  placed_at           timestamptz not null default clock_timestamp(),
  settled_at          timestamptz,
  check ((status = 'settled') = (result is not null and returned is not null and settled_at is not null))
) partition by range (id);
create index bet_player on bet (player_id, id desc);
create index bet_open on bet (player_id, id desc) where status = 'open';
create index bet_placed_at on bet using brin (placed_at) with (pages_per_range = 16, autosummarize = on);
create index bet_settled_at on bet using brin (settled_at) with (pages_per_range = 16, autosummarize = on);

-- No foreign keys: to market and outcome a key check would write a lock into rows that every bet on the match shares; to bet
-- it would tie months together. A leg is only ever written with its bet, and an invariant looks for orphans.
create table bet_leg (
  bet_id              uuid     not null,
  position            smallint not null,
  event_id            text     not null,
  market_id           text     not null,
  outcome_key         text     not null,
  odds                bigint   not null,
  market_version      bigint   not null,
  -- The part of the house's exposure that this leg carries, in minor units of the base currency.
  exposure_stake      bigint   not null,
  exposure_payout     bigint   not null,
  result              text     check (result in ('won', 'lost', 'void', 'half_won', 'half_lost')),
  -- The leg multiplies the stake by factor / divisor, exactly, once decided: a divisor keeps thirds exact.
  factor              numeric,
  divisor             integer  not null default 1 check (divisor > 0),
  -- The settlement version of the market that result and factor reflect.
  settlement_version  integer  not null default 0,
  primary key (bet_id, position),
  -- One leg an event: bets on one match do not combine.
  unique (event_id, bet_id)
) partition by range (bet_id);
create index bet_leg_market on bet_leg (market_id, settlement_version);

-- One step in the life of a bet. A step that reopens it has neither result nor return.
create table bet_settlement (
  bet_id      uuid        not null,
  version     integer     not null,
  result      text,
  returned    bigint,
  cause       text        not null,
  by          uuid,
  at          timestamptz not null default clock_timestamp(),
  primary key (bet_id, version)
) partition by range (bet_id);

-- What was not accepted, with what the decision read.
create table bet_refusal (
  id          uuid        primary key,
  player_id   uuid        not null,
  code        text        not null,
  refusal     jsonb       not null,
  slip        jsonb       not null,
  decision    jsonb,
  at          timestamptz not null default clock_timestamp()
) partition by range (id);
create index bet_refusal_player on bet_refusal (player_id, id desc);

-- A transfer is made once because ledger_transfer, which is not cut, has its id once; both its entries carry its time.
-- (account_id, version) is unique within a month by index, over all by the lock on the account, and by an invariant.
create table ledger_entry (
  transfer_id   uuid        not null,
  account_id    bigint      not null,
  -- Signed: a credit is positive, a debit negative.
  amount        bigint      not null check (amount <> 0),
  -- Players' accounts only: the account's version and balance with this entry applied.
  version       bigint,
  balance_after bigint,
  created_at    timestamptz not null,
  primary key (transfer_id, account_id, created_at)
) partition by range (created_at);
create index ledger_entry_house on ledger_entry (account_id, created_at) where version is null;

-- Every message as it came, and what became of it.
create sequence feed_message_id;
create table feed_message (
  id                  bigint      not null default nextval('feed_message_id'),
  provider            text        not null,
  event_id            text,
  kind                text,
  provider_timestamp  bigint,
  -- By the clock of the process that took it.
  received_at         timestamptz not null default clock_timestamp(),
  -- By the database's clock; the month goes by it.
  stored_at           timestamptz not null default clock_timestamp(),
  fate                text        not null check (fate in ('applied', 'duplicate', 'outdated', 'rejected', 'unchanged')),
  error               text,
  raw                 text        not null,
  primary key (id, stored_at)
) partition by range (stored_at);
create index feed_message_event on feed_message (event_id, id);
create index feed_message_rejected on feed_message (provider, id) where fate = 'rejected';
create index feed_message_stored_at on feed_message using brin (stored_at) with (pages_per_range = 16, autosummarize = on);

-- A market's prices each time they changed: {outcome key: odds}. No version comes twice, for each is drawn once.
create table price_history (
  market_id text        not null,
  version   bigint      not null,
  at        timestamptz not null default clock_timestamp(),
  prices    jsonb       not null,
  primary key (market_id, version, at)
) partition by range (at);

grant select on bet, bet_leg, bet_settlement, ledger_entry to evens_app;
grant select, insert on bet_refusal, feed_message, price_history to evens_app;
grant usage on sequence feed_message_id to evens_app;

-- what is there already ---------------------------------------------------------------------------

do $$
declare
  t record;
  oldest timestamptz;
begin
  for t in
    select p.parent, o.oldest from partitioned() p join (
      select 'bet' as parent, min(uuid_time(id)) as oldest from uncut.bet
      union all select 'bet_leg', min(uuid_time(bet_id)) from uncut.bet_leg
      union all select 'bet_settlement', min(uuid_time(bet_id)) from uncut.bet_settlement
      union all select 'bet_refusal', min(uuid_time(id)) from uncut.bet_refusal
      union all select 'ledger_entry', min(created_at) from uncut.ledger_entry
      union all select 'feed_message', min(greatest(received_at, '2026-01-01')) from uncut.feed_message
      union all select 'price_history', min(at) from uncut.price_history) o on o.parent = p.parent
  loop
    oldest := date_trunc('month', coalesce(t.oldest, now()), 'UTC');
    while oldest < now() loop
      perform partition_make(t.parent, oldest);
      oldest := (oldest at time zone 'UTC' + interval '1 month') at time zone 'UTC';
    end loop;
  end loop;
end $$;
select partitions_make_ahead(3);

insert into bet_key (player_id, idempotency_key, bet_id, input_hash)
select player_id, idempotency_key, id, input_hash from uncut.bet;
insert into bet (id, player_id, kind, currency, stake, odds, potential_return, odds_choice, status, result, returned,
                 settlement_version, decision, void_reason, placed_at, settled_at)
select id, player_id, kind, currency, stake, odds, potential_return, odds_choice, status, result, returned,
       settlement_version, decision, void_reason, placed_at, settled_at from uncut.bet order by id;
insert into bet_leg (bet_id, position, event_id, market_id, outcome_key, odds, market_version, exposure_stake, exposure_payout,
                     result, factor, divisor, settlement_version)
select bet_id, position, event_id, market_id, outcome_key, odds, market_version, exposure_stake, exposure_payout,
       result, factor, divisor, settlement_version from uncut.bet_leg order by bet_id, position;
insert into bet_settlement (bet_id, version, result, returned, cause, by, at)
select bet_id, version, result, returned, cause, by, at from uncut.bet_settlement order by bet_id, version;
insert into bet_refusal (id, player_id, code, refusal, slip, decision, at)
select id, player_id, code, refusal, slip, decision, at from uncut.bet_refusal order by id;
insert into ledger_entry (transfer_id, account_id, amount, version, balance_after, created_at)
select transfer_id, account_id, amount, version, balance_after, created_at from uncut.ledger_entry order by created_at;
insert into feed_message (id, provider, event_id, kind, provider_timestamp, received_at, stored_at, fate, error, raw)
select id, provider, event_id, kind, provider_timestamp, received_at,
       case when received_at between '2026-01-01' and now() then received_at else now() end, fate, error, raw
  from uncut.feed_message order by id;
insert into price_history (market_id, version, at, prices)
select market_id, version, at, prices from uncut.price_history order by at;
select setval('feed_message_id', coalesce((select max(id) from feed_message), 0) + 1, false);

drop schema uncut cascade;

-- money -------------------------------------------------------------------------------------------

/*
 * Writes transfers that are known to be new, with both entries of each and the running balances of players' accounts.
 * The callers have locked those accounts in the order of their ids and have looked for repeated transfer ids.
 * Entries of one account are numbered in the order of the array. A balance that would fall below its minimum
 * violates ledger_account_minimum, and nothing is written. Transfers and entries of one call carry one time.
 */
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
  ), placed as (
    select s.*, a.balance, a.version, a.owner_id is not null as running
      from side s join ledger_account a on a.id = s.account_id and a.currency = s.currency
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

/*
 * Sums house entries of days that ended at least an hour ago: no transaction lives that long, so none can still add to them.
 * Days up to an account's newest roll-up are summed already, so only the months since are read.
 */
create or replace function ledger_roll_up() returns bigint
language sql security definer set search_path = public as $$
  with closed as (
    select a.id as account_id, d.day, d.amount, d.entries
      from ledger_account a,
           lateral (select (e.created_at at time zone 'UTC')::date as day, sum(e.amount)::bigint as amount, count(*) as entries
                      from ledger_entry e
                     where e.account_id = a.id and e.version is null
                       and e.created_at < date_trunc('day', now() - interval '1 hour', 'UTC')
                       and e.created_at >= coalesce((select max(r.day) + 1 from ledger_rollup r where r.account_id = a.id)::timestamp
                                                    at time zone 'UTC', '-infinity')
                     group by 1) d
     where a.owner_id is null
  ), written as (
    insert into ledger_rollup (account_id, day, amount, entries)
    select account_id, day, amount, entries from closed on conflict do nothing returning 1
  )
  select count(*) from written
$$;

-- betting -----------------------------------------------------------------------------------------

/*
 * Commits bets that were decided on a snapshot, if what they read still stands. One verdict a bet:
 *   accepted           written, stake moved, outbox told
 *   existing           this key was used with this input: existing_id is the bet it made
 *   key_reused         this key was used with another input
 *   stale              a price, status, suspension or policy moved since the decision: decide again
 *   player_barred      the account or the session may not bet (any more)
 *   insufficient_funds with what is available
 *   one_at_a_time      another bet of this player is in the same call: send it in the next one
 * A key that already names this very bet (it was held first) is the bet's own. The caller's transaction is this call.
 */
create or replace function commit_bets(p_bets jsonb, p_legs jsonb) returns setof bet_verdict
language plpgsql security definer set search_path = public
-- A plan made while the tables were small must not stay when they have grown: everything here is found by an index.
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  bets bet_input[];
  legs bet_leg_input[];
  accounts bigint[];
  stale boolean[];
  verdicts bet_verdict[];
  moment timestamptz;
begin
  bets := array(select b from jsonb_populate_recordset(null::bet_input, p_bets) b);
  legs := array(select l from jsonb_populate_recordset(null::bet_leg_input, p_legs) l);

  perform pg_advisory_xact_lock_shared(book_lock_key('all', ''));
  perform pg_advisory_xact_lock_shared(k)
     from (select distinct book_lock_key('event', l.event_id) as k from unnest(legs) l order by 1) keys;
  accounts := array(
    select (select a.id from ledger_account a
             where a.owner_id = b.player_id and a.kind = 'player_cash' and a.currency = b.currency and a.detail = '')
      from unnest(bets) with ordinality b order by b.ordinality);
  perform ledger_lock(accounts);
  moment := clock_timestamp();

  stale := array(
    select b.policy_version <> (select max(bp.version) from betting_policy bp)
           or not coalesce(bool_and(coalesce(
             (select (ev.status = 1 or (ev.status = 0 and ev.starts_at > moment)) and m.status = 1 and m.version = l.market_version
                     and o.active and o.odds = l.odds
                     and standing_suspension(m.id, ev.id, ev.provider, c.sport_id) is null
                from market m join event ev on ev.id = m.event_id join competition c on c.id = ev.competition_id
                join outcome o on o.market_id = m.id and o.key = l.outcome_key
               where m.id = l.market_id and m.event_id = l.event_id), false)), false)
      from unnest(bets) with ordinality b left join unnest(legs) l on l.bet_number = b.ordinality
     group by b.ordinality, b.policy_version order by b.ordinality);

  -- existing_id of an accepted bet is its own id when the key was taken for it before, else null.
  verdicts := array(
    select row(b.id,
      case
        when row_number() over (partition by b.player_id order by b.ordinality) > 1 then 'one_at_a_time'
        when e.bet_id <> b.id and e.input_hash = decode(b.input_hash, 'hex') then 'existing'
        when e.bet_id <> b.id then 'key_reused'
        when p.status is distinct from 'active' or p.role <> 'player' or p.currency <> b.currency then 'player_barred'
        when b.session_id is not null and not exists (
          select from session s where s.id = b.session_id and s.player_id = b.player_id
             and s.revoked_at is null and s.expires_at > moment) then 'player_barred'
        when stale[b.ordinality] then 'stale'
        when a.available is null or a.available < b.stake then 'insufficient_funds'
        else 'accepted'
      end, coalesce(a.available, 0), e.bet_id, moment)::bet_verdict
    from unnest(bets) with ordinality b
    left join lateral (select x.bet_id, x.input_hash from bet_key x
                        where x.player_id = b.player_id and x.idempotency_key = b.idempotency_key limit 1) e on true
    left join lateral (select x.status, x.role, x.currency from player x where x.id = b.player_id limit 1) p on true
    left join lateral (select x.balance - x.held - x.minimum as available from ledger_account x
                        where x.id = accounts[b.ordinality] limit 1) a on true
    order by b.ordinality);

  insert into bet_key (player_id, idempotency_key, bet_id, input_hash)
  select b.player_id, b.idempotency_key, b.id, decode(b.input_hash, 'hex')
    from unnest(bets) with ordinality b
   where (verdicts[b.ordinality]).code = 'accepted' and (verdicts[b.ordinality]).existing_id is null;

  insert into bet (id, player_id, kind, currency, stake, odds, potential_return, odds_choice, decision, placed_at)
  select b.id, b.player_id, b.kind, b.currency, b.stake, b.odds, b.potential_return, b.odds_choice, b.decision, moment
    from unnest(bets) with ordinality b where (verdicts[b.ordinality]).code = 'accepted';

  insert into bet_leg (bet_id, position, event_id, market_id, outcome_key, odds, market_version, exposure_stake, exposure_payout)
  select (bets[l.bet_number]).id, l.position, l.event_id, l.market_id, l.outcome_key, l.odds, l.market_version, l.exposure_stake,
         l.exposure_payout
    from unnest(legs) l where (verdicts[l.bet_number]).code = 'accepted';

  insert into market_exposure as x (market_id, outcome_key, shard, bets, stake, payout)
  select l.market_id, l.outcome_key, pg_backend_pid() % 16, count(*), sum(l.exposure_stake), sum(l.exposure_payout)
    from unnest(legs) l where (verdicts[l.bet_number]).code = 'accepted'
   group by 1, 2 order by 1, 2
  on conflict (market_id, outcome_key, shard) do update
    set bets = x.bets + excluded.bets, stake = x.stake + excluded.stake, payout = x.payout + excluded.payout;

  -- The stake's transfer carries the bet's own id.
  perform ledger_write(array(
    with open_bets as materialized (
      select c.currency, ledger_account_for('open_bets', null, c.currency) as id
        from (select distinct currency from unnest(bets)) c)
    select row(b.id, accounts[b.ordinality], h.id, b.stake, b.currency, 'bet_stake', 'bet:' || b.id, null)::ledger_posting
      from unnest(bets) with ordinality b join open_bets h on h.currency = b.currency
     where (verdicts[b.ordinality]).code = 'accepted'));

  insert into outbox (kind, payload)
  select 'bet.placed', jsonb_build_object('betId', b.id, 'playerId', b.player_id)
    from unnest(bets) with ordinality b where (verdicts[b.ordinality]).code = 'accepted';

  return query select * from unnest(verdicts);
end $$;

/*
 * Brings the legs of a market to what holds of it now, and their bets with them, at most p_limit bets a call. Returns how
 * many bets it looked at: call again until it is zero. Calling it at any time, any number of times, is safe; so is calling
 * it while the market is settled anew, for a leg only ever moves on to a newer settlement version. Reads no month from
 * before the market was there; the day is for clocks that made ids while they were wrong.
 */
create or replace function settle_market(p_market_id text, p_limit integer) returns integer
language plpgsql security definer set search_path = public set enable_seqscan = off as $$
declare
  since uuid;
  bet_ids uuid[];
  moved uuid[];
  causes text[];
begin
  select uuid_floor(m.created_at - interval '1 day') into since from market m where m.id = p_market_id;
  bet_ids := array(
    select b.id from bet b
     where b.id in (select l.bet_id from bet_leg l
                     where l.market_id = p_market_id and l.bet_id >= since
                       and l.settlement_version < (select m.settlement_version from market m where m.id = p_market_id) limit p_limit)
       and b.id >= since
     order by b.id for no key update);

  if cardinality(bet_ids) = 0 then
    perform from market m where m.id = p_market_id for no key update;
    update market m set settled_through = m.settlement_version
     where m.id = p_market_id and m.settled_through < m.settlement_version
       and not exists (select from bet_leg l where l.market_id = m.id and l.bet_id >= since
                          and l.settlement_version < m.settlement_version);
    return 0;
  end if;

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
  return cardinality(bet_ids);
end $$;

revoke execute on function partition_make, partitions_make_ahead, partitions_analyze from public;
grant execute on function partitions_make_ahead, partitions_analyze to evens_app;
grant select on partition_month to evens_app;
