-- betting ----------------------------------------------------------------------------------------

-- The rules a bet is decided by. Rows are never changed: a decision names the version that it read.
create table betting_policy (
  version     integer     primary key,
  rules       jsonb       not null,
  created_at  timestamptz not null default clock_timestamp(),
  created_by  uuid
);
grant select, insert on betting_policy to evens_app;

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
  idempotency_key     text        not null,
  input_hash          bytea       not null,
  -- All that the decision read, by version: enough to decide again and get the same answer.
  decision            jsonb       not null,
  placed_at           timestamptz not null default clock_timestamp(),
  settled_at          timestamptz,
  unique (player_id, idempotency_key),
  check ((status = 'settled') = (result is not null and returned is not null and settled_at is not null))
);
create index bet_player on bet (player_id, id desc);
create index bet_open on bet (player_id, id desc) where status = 'open';

-- No foreign key to market or outcome: its check would write a lock into the rows that every bet on the match shares.
create table bet_leg (
  bet_id            uuid     not null references bet,
  position          smallint not null,
  event_id          text     not null,
  market_id         text     not null,
  outcome_key       text     not null,
  odds              bigint   not null,
  market_version    bigint   not null,
  -- The part of the house's exposure that this leg carries, in minor units of the base currency.
  exposure_stake    bigint   not null,
  exposure_payout   bigint   not null,
  result            text     check (result in ('won', 'lost', 'void', 'half_won', 'half_lost')),
  -- What the leg multiplies the stake by, exactly, once decided.
  factor            numeric,
  primary key (bet_id, position),
  -- One leg an event: bets on one match do not combine.
  unique (event_id, bet_id)
);
create index bet_leg_market_open on bet_leg (market_id) where result is null;

create table bet_settlement (
  bet_id      uuid        not null references bet,
  version     integer     not null,
  result      text        not null,
  returned    bigint      not null,
  cause       text        not null,
  by          uuid,
  at          timestamptz not null default clock_timestamp(),
  primary key (bet_id, version)
);

-- What was not accepted, with what the decision read.
create table bet_refusal (
  id          uuid        primary key,
  player_id   uuid        not null,
  code        text        not null,
  refusal     jsonb       not null,
  slip        jsonb       not null,
  decision    jsonb,
  at          timestamptz not null default clock_timestamp()
);
create index bet_refusal_player on bet_refusal (player_id, id desc);

-- The slip that a player is filling, the same on every device. The newest version wins.
create table draft_slip (
  player_id   uuid        primary key,
  slip        jsonb       not null,
  version     bigint      not null default 1,
  updated_at  timestamptz not null default clock_timestamp()
);

grant select on bet, bet_leg, bet_settlement to evens_app;
grant select, insert, update on draft_slip to evens_app;
grant select, insert on bet_refusal to evens_app;

create type bet_input as (
  id uuid, player_id uuid, session_id uuid, kind text, currency char(3), stake bigint, odds bigint, potential_return bigint,
  odds_choice text, idempotency_key text, input_hash text, decision jsonb, policy_version integer
);
-- bet_number: the place of the leg's bet in the same call, from 1.
create type bet_leg_input as (
  bet_number integer, position smallint, event_id text, market_id text, outcome_key text, odds bigint, market_version bigint,
  exposure_stake bigint, exposure_payout bigint
);
create type bet_verdict as (bet_id uuid, code text, available bigint, existing_id uuid, placed_at timestamptz);

/*
 * Commits bets that were decided on a snapshot, if what they read still stands. One verdict a bet:
 *   accepted           written, stake moved, outbox told
 *   existing           this key was used with this input: existing_id is the bet it made
 *   key_reused         this key was used with another input
 *   stale              a price, status, suspension or policy moved since the decision: decide again
 *   player_barred      the account or the session may not bet (any more)
 *   insufficient_funds with what is available
 *   one_at_a_time      another bet of this player is in the same call: send it in the next one
 * The caller's transaction is this call.
 */
create function commit_bets(p_bets jsonb, p_legs jsonb) returns setof bet_verdict
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

  verdicts := array(
    select row(b.id,
      case
        when row_number() over (partition by b.player_id order by b.ordinality) > 1 then 'one_at_a_time'
        when e.id is not null and e.input_hash = decode(b.input_hash, 'hex') then 'existing'
        when e.id is not null then 'key_reused'
        when p.status is distinct from 'active' or p.role <> 'player' or p.currency <> b.currency then 'player_barred'
        when b.session_id is not null and not exists (
          select from session s where s.id = b.session_id and s.player_id = b.player_id
             and s.revoked_at is null and s.expires_at > moment) then 'player_barred'
        when stale[b.ordinality] then 'stale'
        when a.available is null or a.available < b.stake then 'insufficient_funds'
        else 'accepted'
      end, coalesce(a.available, 0), e.id, moment)::bet_verdict
    from unnest(bets) with ordinality b
    left join lateral (select x.id, x.input_hash from bet x
                        where x.player_id = b.player_id and x.idempotency_key = b.idempotency_key limit 1) e on true
    left join lateral (select x.status, x.role, x.currency from player x where x.id = b.player_id limit 1) p on true
    left join lateral (select x.balance - x.held - x.minimum as available from ledger_account x
                        where x.id = accounts[b.ordinality] limit 1) a on true
    order by b.ordinality);

  insert into bet (id, player_id, kind, currency, stake, odds, potential_return, odds_choice, idempotency_key, input_hash, decision,
                   placed_at)
  select b.id, b.player_id, b.kind, b.currency, b.stake, b.odds, b.potential_return, b.odds_choice, b.idempotency_key,
         decode(b.input_hash, 'hex'), b.decision, moment
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
revoke execute on function commit_bets from public;
grant execute on function commit_bets to evens_app;

-- settlement -------------------------------------------------------------------------------------

create aggregate product(numeric) (sfunc = numeric_mul, stype = numeric, initcond = 1);

/*
 * What a leg multiplies the stake by: odds x dead heat (won), 0 (lost), 1 (void), (odds + 1) / 2 (half won), 1/2 (half lost).
 * Decimal throughout, so combining stays exact.
 */
create function leg_factor(p_odds bigint, p_result smallint, p_void numeric, p_dead_heat numeric) returns numeric
language sql immutable parallel safe as $$
  select case
    when p_void = 1 then 1
    when p_result = 1 and p_void = 0.5 then (p_odds * 0.0001 * coalesce(p_dead_heat, 1) + 1) * 0.5
    when p_result = 1 then p_odds * 0.0001 * coalesce(p_dead_heat, 1)
    when p_result = 0 and p_void = 0.5 then 0.5
    when p_result = 0 then 0
  end::numeric
$$;

create function leg_result(p_result smallint, p_void numeric) returns text
language sql immutable parallel safe as $$
  select case
    when p_void = 1 then 'void'
    when p_result = 1 and p_void = 0.5 then 'half_won'
    when p_result = 1 then 'won'
    when p_result = 0 and p_void = 0.5 then 'half_lost'
    when p_result = 0 then 'lost'
  end
$$;

/* A transfer id that a bet's settlement can make only once: from bet, version and purpose. */
create function settlement_transfer_id(p_bet_id uuid, p_version integer, p_purpose text) returns uuid
language sql immutable parallel safe as $$ select md5(p_bet_id || ':' || p_version || ':' || p_purpose)::uuid $$;

-- The house accounts that settlement moves money between, opened on first use.
create view house as
  select c.currency, k.kind, ledger_account_for(k.kind, null, c.currency) as id
    from (values ('open_bets'), ('sportsbook_income')) k(kind),
         (select distinct currency from ledger_account where kind = 'open_bets') c;

create type settled_bet as (
  bet_id uuid, player_id uuid, currency char(3), stake bigint, version integer, result text, returned bigint
);

/*
 * Pays what these open bets have become, if they are decided: every leg has a result, or one has lost. The bets are
 * locked by the caller. Two transfers a bet at most: the stake leaves open bets, the return reaches the player.
 */
create function settle_decided(p_bet_ids uuid[], p_cause text, p_by uuid) returns integer
language plpgsql security definer set search_path = public as $$
declare
  decided settled_bet[];
begin
  decided := array(select row(b.id, b.player_id, b.currency, b.stake, b.settlement_version + 1,
         case when bool_and(l.result = 'void') then 'void'
              when bool_or(l.result = 'lost') then 'lost'
              when count(*) = 1 then min(l.result)
              when floor(b.stake * product(coalesce(l.factor, 1))) < b.stake then 'half_lost'
              else 'won' end,
         floor(b.stake * product(coalesce(l.factor, 1)))::bigint)::settled_bet
    from bet b join bet_leg l on l.bet_id = b.id
   where b.id = any(p_bet_ids) and b.status = 'open'
   group by b.id
  having bool_and(l.result is not null) or bool_or(l.result = 'lost'));
  if cardinality(decided) = 0 then return 0; end if;

  insert into bet_settlement (bet_id, version, result, returned, cause, by)
  select bet_id, version, result, returned, p_cause, p_by from unnest(decided);

  update bet b set status = 'settled', result = s.result, returned = s.returned, settlement_version = s.version,
                   settled_at = clock_timestamp()
    from unnest(decided) s where b.id = s.bet_id;

  perform ledger_lock(array(
    select a.id from unnest(decided) s
      join ledger_account a on a.owner_id = s.player_id and a.kind = 'player_cash' and a.currency = s.currency and a.detail = ''));

  perform ledger_write(array(
    with house_account as materialized (select * from house)
    select p from (
      select row(settlement_transfer_id(s.bet_id, s.version, 'stake'), o.id,
                 case when s.result = 'void' then a.id else i.id end, s.stake, s.currency,
                 case when s.result = 'void' then 'bet_refund' else 'bet_stake_settled' end, 'bet:' || s.bet_id, null)::ledger_posting as p,
             s.bet_id, 1 as step
        from unnest(decided) s join house_account o on o.kind = 'open_bets' and o.currency = s.currency
        join house_account i on i.kind = 'sportsbook_income' and i.currency = s.currency
        join ledger_account a on a.owner_id = s.player_id and a.kind = 'player_cash' and a.currency = s.currency and a.detail = ''
      union all
      select row(settlement_transfer_id(s.bet_id, s.version, 'return'), i.id, a.id, s.returned, s.currency,
                 'bet_return', 'bet:' || s.bet_id, null)::ledger_posting, s.bet_id, 2
        from unnest(decided) s
        join house_account i on i.kind = 'sportsbook_income' and i.currency = s.currency
        join ledger_account a on a.owner_id = s.player_id and a.kind = 'player_cash' and a.currency = s.currency and a.detail = ''
       where s.result <> 'void' and s.returned > 0) postings
    order by bet_id, step));

  -- What a settled bet no longer puts at risk elsewhere.
  insert into market_exposure as x (market_id, outcome_key, shard, bets, stake, payout)
  select l.market_id, l.outcome_key, pg_backend_pid() % 16, -count(*), -sum(l.exposure_stake), -sum(l.exposure_payout)
    from unnest(decided) s join bet_leg l on l.bet_id = s.bet_id
   group by 1, 2 order by 1, 2
  on conflict (market_id, outcome_key, shard) do update
    set bets = x.bets + excluded.bets, stake = x.stake + excluded.stake, payout = x.payout + excluded.payout;

  insert into outbox (kind, payload)
  select 'bet.settled', jsonb_build_object('betId', s.bet_id, 'playerId', s.player_id, 'result', s.result,
                                           'returned', s.returned::text, 'currency', s.currency)
    from unnest(decided) s;
  return cardinality(decided);
end $$;

/*
 * Gives the legs of a decided market their result and pays the bets that this decides, at most p_limit bets a call.
 * Returns how many legs it took: call again until it is zero. Calling it at any time, any number of times, is safe.
 */
create function settle_market(p_market_id text, p_limit integer) returns integer
language plpgsql security definer set search_path = public as $$
declare
  bet_ids uuid[];
  legs integer;
begin
  if not exists (select from market where id = p_market_id and status in (-3, -4)) then return 0; end if;

  bet_ids := array(
    select b.id from bet b
     where b.id in (select l.bet_id from bet_leg l where l.market_id = p_market_id and l.result is null limit p_limit)
     order by b.id for no key update);

  update bet_leg l
     set result = leg_result(o.result, o.void_factor), factor = leg_factor(l.odds, o.result, o.void_factor, o.dead_heat_factor)
    from outcome o
   where l.bet_id = any(bet_ids) and l.market_id = p_market_id and l.result is null
     and o.market_id = p_market_id and o.key = l.outcome_key and o.result is not null;
  get diagnostics legs = row_count;

  perform settle_decided(bet_ids, 'market:' || p_market_id, null);
  return legs;
end $$;

/*
 * Staff void one bet: every leg is void, the stake goes back. 'voided', 'unknown_bet' or 'already_settled'.
 */
create function void_bet(p_bet_id uuid, p_reason text, p_by uuid) returns text
language plpgsql security definer set search_path = public as $$
declare
  found_status text;
begin
  select status into found_status from bet where id = p_bet_id for no key update;
  if not found then return 'unknown_bet'; end if;
  if found_status <> 'open' then return 'already_settled'; end if;
  update bet_leg set result = 'void', factor = 1 where bet_id = p_bet_id;
  perform settle_decided(array[p_bet_id], 'void:' || p_reason, p_by);
  return 'voided';
end $$;
revoke execute on function settle_decided, settle_market, void_bet from public;
grant execute on function settle_market, void_bet to evens_app;
