-- In-play delay. A bet with a running leg is received, its stake is held, and it is decided for good when its delay is over:
-- on the prices, stops and limits of that moment, by the database's clock. Then the hold becomes the bet's stake, or goes back.

-- What a reader keeps the newest of: entries number the balance, and these number what is held beside it.
alter table ledger_account add column hold_version bigint not null default 0;

create function ledger_number_hold() returns trigger
language plpgsql as $$
begin
  new.hold_version := old.hold_version + 1;
  return new;
end $$;
create trigger ledger_account_hold before update of held on ledger_account
  for each row when (old.held <> new.held) execute function ledger_number_hold();

-- A bet between its receipt and its end, and what became of it. The id is that of the bet to be, of its hold, and of the
-- refusal that it may become.
create table pending_bet (
  id               uuid        primary key,
  player_id        uuid        not null,
  session_id       uuid,
  idempotency_key  text        not null,
  currency         char(3)     not null,
  stake            bigint      not null check (stake > 0),
  -- What the decision at the receipt read, slip included. The decision at the end is with the bet or the refusal.
  decision         jsonb       not null,
  delay_ms         integer     not null check (delay_ms > 0),
  received_at      timestamptz not null,
  -- Later than received_at + delay_ms where a leg of a longer delay kicked off meanwhile.
  due_at           timestamptz not null,
  outcome          text        check (outcome in ('accepted', 'refused')),
  ended_at         timestamptz,
  check ((outcome is null) = (ended_at is null)),
  check (ended_at >= due_at)
) partition by range (id);
create index pending_bet_due on pending_bet (due_at) where ended_at is null;
create index pending_bet_waiting on pending_bet (player_id) where ended_at is null;
grant select on pending_bet to evens_app;

create or replace function partitioned() returns table (parent text, key text)
language sql immutable as $$
  values ('bet', 'id'), ('bet_leg', 'id'), ('bet_settlement', 'id'), ('bet_refusal', 'id'), ('pending_bet', 'id'),
         ('ledger_entry', 'time'), ('feed_message', 'time'), ('price_history', 'time')
$$;
select partitions_make_ahead(3);

alter type bet_input add attribute delay_ms integer;
alter type bet_verdict add attribute due_at timestamptz;

/* What a bet on a running event of this sport waits, in milliseconds. The same reading as inPlayDelayOf in policy.ts. */
create function in_play_delay_ms(p_rules jsonb, p_sport_id text) returns integer
language sql immutable parallel safe as $$
  select coalesce((p_rules->'inPlayDelayMs'->>p_sport_id)::integer, (p_rules->>'inPlayDelayMsDefault')::integer, 0)
$$;

/*
 * Commits bets that were decided on a snapshot, if what they read still stands. A bet that waits is committed under the id
 * that it was received with, which its key names; any other id is a new bet. One verdict a bet:
 *   accepted           written, stake moved, outbox told
 *   pending            received: the stake is held until due_at; or, with existing_id, this key's bet still waits until due_at
 *   not_due            its delay is not over before due_at
 *   existing           this key was used with this input: existing_id is the bet it made
 *   refused            this key was used with this input: existing_id is the refusal it became
 *   key_reused         this key was used with another input: existing_id is what it made
 *   stale              a price, status, suspension, policy or delay moved since the decision: decide again
 *   player_barred      the account or the session may not bet (any more)
 *   insufficient_funds with what is available
 *   one_at_a_time      another bet of this player is in the same call: send it in the next one
 * No bet with a running leg is accepted before its delay, under the policy of that moment, has passed since the receipt.
 * The caller's transaction is this call.
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
  delays integer[];
  verdicts bet_verdict[];
  policy betting_policy;
  moment timestamptz;
begin
  bets := array(select b from jsonb_populate_recordset(null::bet_input, p_bets) b);
  legs := array(select l from jsonb_populate_recordset(null::bet_leg_input, p_legs) l);

  perform pg_advisory_xact_lock_shared(book_lock_key('all', ''));
  perform pg_advisory_xact_lock_shared(k)
     from (select distinct book_lock_key('event', l.event_id) as k from unnest(legs) l order by 1) keys;
  -- Who finishes a waiting bet holds its row, and takes it before the account.
  perform from pending_bet w where w.id = any(array(select b.id from unnest(bets) b)) order by w.id for update;
  accounts := array(
    select (select a.id from ledger_account a
             where a.owner_id = b.player_id and a.kind = 'player_cash' and a.currency = b.currency and a.detail = '')
      from unnest(bets) with ordinality b order by b.ordinality);
  perform ledger_lock(accounts);
  moment := clock_timestamp();
  select * into policy from betting_policy p order by p.version desc limit 1;

  select array_agg(c.stale order by c.n), array_agg(c.delay_ms order by c.n) into stale, delays from (
    select b.ordinality as n,
           b.policy_version is distinct from policy.version or not coalesce(bool_and(coalesce(k.stands, false)), false) as stale,
           coalesce(max(k.delay_ms), 0) as delay_ms
      from unnest(bets) with ordinality b left join unnest(legs) l on l.bet_number = b.ordinality
      left join lateral (
        select (ev.status = 1 or (ev.status = 0 and ev.starts_at > moment)) and m.status = 1 and m.version = l.market_version
                 and o.active and o.odds = l.odds
                 and standing_suspension(m.id, ev.id, ev.provider, c.sport_id) is null as stands,
               case when ev.status = 1 then in_play_delay_ms(policy.rules, c.sport_id) end as delay_ms
          from market m join event ev on ev.id = m.event_id join competition c on c.id = ev.competition_id
          join outcome o on o.market_id = m.id and o.key = l.outcome_key
         where m.id = l.market_id and m.event_id = l.event_id limit 1) k on true
     group by b.ordinality, b.policy_version) c;

  verdicts := array(
    select row(b.id,
      case
        when row_number() over (partition by b.player_id order by b.ordinality) > 1 then 'one_at_a_time'
        when e.bet_id is not null and e.input_hash <> decode(b.input_hash, 'hex') then 'key_reused'
        when w.outcome = 'refused' then 'refused'
        when w.outcome = 'accepted' or (e.bet_id <> b.id and w.id is null) then 'existing'
        when e.bet_id <> b.id then 'pending'
        when p.status is distinct from 'active' or p.role <> 'player' or p.currency <> b.currency then 'player_barred'
        when b.session_id is not null and not exists (
          select from session s where s.id = b.session_id and s.player_id = b.player_id
             and s.revoked_at is null and s.expires_at > moment) then 'player_barred'
        when stale[b.ordinality] then 'stale'
        when e.bet_id is not null then
          case when d.due_at > moment then 'not_due' else 'accepted' end
        when b.delay_ms is distinct from delays[b.ordinality] then 'stale'
        when a.available is null or a.available < b.stake then 'insufficient_funds'
        when b.delay_ms > 0 then 'pending'
        else 'accepted'
      end, coalesce(a.available, 0), case when e.bet_id <> b.id or w.outcome is not null then e.bet_id end, moment,
      coalesce(d.due_at, moment + b.delay_ms * interval '1 ms'))::bet_verdict
    from unnest(bets) with ordinality b
    left join lateral (select x.bet_id, x.input_hash from bet_key x
                        where x.player_id = b.player_id and x.idempotency_key = b.idempotency_key limit 1) e on true
    left join lateral (select x.id, x.outcome, x.received_at, x.due_at from pending_bet x where x.id = e.bet_id limit 1) w on true
    left join lateral (
      select greatest(w.due_at, case when w.id = b.id then w.received_at + delays[b.ordinality] * interval '1 ms' end) as due_at) d on true
    left join lateral (select x.status, x.role, x.currency from player x where x.id = b.player_id limit 1) p on true
    left join lateral (select x.balance - x.held - x.minimum as available from ledger_account x
                        where x.id = accounts[b.ordinality] limit 1) a on true
    order by b.ordinality);

  insert into bet_key (player_id, idempotency_key, bet_id, input_hash)
  select b.player_id, b.idempotency_key, b.id, decode(b.input_hash, 'hex')
    from unnest(bets) with ordinality b
   where (verdicts[b.ordinality]).code in ('accepted', 'pending') and (verdicts[b.ordinality]).existing_id is null
     and not exists (select from pending_bet w where w.id = b.id);

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

  -- What waited has its money held: the hold becomes the stake's transfer.
  perform end_pending_hold(w.id, b.stake, 'posted')
     from unnest(bets) with ordinality b join pending_bet w on w.id = b.id
    where (verdicts[b.ordinality]).code = 'accepted'
    order by b.ordinality;
  update pending_bet w set outcome = 'accepted', ended_at = moment
    from unnest(bets) with ordinality b where w.id = b.id and (verdicts[b.ordinality]).code = 'accepted';
  update pending_bet w set due_at = (verdicts[b.ordinality]).due_at
    from unnest(bets) with ordinality b
   where w.id = b.id and (verdicts[b.ordinality]).code = 'not_due' and w.due_at < (verdicts[b.ordinality]).due_at;

  -- The stake's transfer carries the bet's own id.
  perform ledger_write(array(
    with open_bets as materialized (
      select c.currency, ledger_account_for('open_bets', null, c.currency) as id
        from (select distinct currency from unnest(bets)) c)
    select row(b.id, accounts[b.ordinality], h.id, b.stake, b.currency, 'bet_stake', 'bet:' || b.id, null)::ledger_posting
      from unnest(bets) with ordinality b join open_bets h on h.currency = b.currency
     where (verdicts[b.ordinality]).code = 'accepted' and not exists (select from pending_bet w where w.id = b.id)));

  if exists (select from unnest(verdicts) v where v.code = 'pending' and v.existing_id is null) then
    insert into pending_bet (id, player_id, session_id, idempotency_key, currency, stake, decision, delay_ms, received_at, due_at)
    select b.id, b.player_id, b.session_id, b.idempotency_key, b.currency, b.stake, b.decision, b.delay_ms, moment,
           (verdicts[b.ordinality]).due_at
      from unnest(bets) with ordinality b
     where (verdicts[b.ordinality]).code = 'pending' and (verdicts[b.ordinality]).existing_id is null;

    perform ledger_fault('the stake of bet ' || b.id || ' could not be held: ' || h.outcome)
       from unnest(bets) with ordinality b,
            lateral ledger_hold_open(
              row(b.id, accounts[b.ordinality], ledger_account_for('open_bets', null, b.currency), b.stake, b.currency, 'bet_stake',
                  'bet:' || b.id, null)::ledger_posting, 'infinity') h
      where (verdicts[b.ordinality]).code = 'pending' and (verdicts[b.ordinality]).existing_id is null and h.outcome <> 'held';
  end if;

  insert into outbox (kind, payload)
  select case (verdicts[b.ordinality]).code when 'accepted' then 'bet.placed' else 'bet.pending' end,
         jsonb_build_object('betId', b.id, 'playerId', b.player_id)
    from unnest(bets) with ordinality b
   where (verdicts[b.ordinality]).code = 'accepted'
      or ((verdicts[b.ordinality]).code = 'pending' and (verdicts[b.ordinality]).existing_id is null);

  return query select * from unnest(verdicts);
end $$;

/* Ends the hold of a waiting bet, or fails: its stake is held to the minor unit for as long as it waits. */
create function end_pending_hold(p_bet_id uuid, p_stake bigint, p_kind text) returns void
language plpgsql security definer set search_path = public as $$
declare
  answer text;
begin
  if not exists (select from pending_bet where id = p_bet_id and stake = p_stake) then
    perform ledger_fault('bet ' || p_bet_id || ' was received with another stake');
  end if;
  answer := ledger_hold_close(p_bet_id, p_kind, null, case p_kind when 'posted' then p_bet_id end);
  if answer <> 'ended' then
    perform ledger_fault('the stake of bet ' || p_bet_id || ' is not held: ' || answer);
  end if;
end $$;

/*
 * Refuses a waiting bet whose delay is over: the hold goes back, the refusal keeps what the decision read. Answers
 * 'refused', or what became of it before: 'accepted', 'refused' again; 'not_due', 'unknown_bet'.
 */
create function refuse_pending_bet(p_id uuid, p_refusal jsonb, p_decision jsonb) returns text
language plpgsql security definer set search_path = public as $$
declare
  waiting pending_bet;
begin
  select * into waiting from pending_bet where id = p_id for update;
  if not found then return 'unknown_bet'; end if;
  if waiting.outcome is not null then return waiting.outcome; end if;
  if waiting.due_at > clock_timestamp() then return 'not_due'; end if;

  perform end_pending_hold(p_id, waiting.stake, 'voided');
  update pending_bet set outcome = 'refused', ended_at = clock_timestamp() where id = p_id;
  insert into bet_refusal (id, player_id, code, refusal, slip, decision)
  values (p_id, waiting.player_id, p_refusal->>'code', p_refusal, p_decision->'slip', p_decision);
  insert into outbox (kind, payload)
  values ('bet.refused', jsonb_build_object('betId', p_id, 'playerId', waiting.player_id, 'code', p_refusal->>'code'));
  return 'refused';
end $$;
revoke execute on function end_pending_hold, refuse_pending_bet from public;
grant execute on function refuse_pending_bet to evens_app;

-- months -----------------------------------------------------------------------------------------

/*
 * Detaches the oldest month of what p_what names ('feeds', 'bets' or 'entries') that ended p_keep months before this one
 * began. Answers what came of it, or no row when no month is due:
 *   detached       call again for the next one
 *   open_bets      a bet of that month is open, or bets of it are still here (entries): it stays, and later ones too
 *   not_rolled_up  the house's sums of that month are not complete
 * Messages and prices stay a month at least, bets and entries a year. Entries are summed into ledger_carried before they go;
 * the keys of detached bets are forgotten.
 */
create or replace function partitions_detach(p_what text, p_keep integer) returns table (starts_at timestamptz, outcome text)
language plpgsql security definer set search_path = public as $$
declare
  groups constant jsonb := '{"feeds": ["feed_message", "price_history"], "entries": ["ledger_entry"],
                             "bets": ["bet", "bet_leg", "bet_settlement", "bet_refusal", "pending_bet"]}';
  parents text[] := array(select jsonb_array_elements_text(groups->p_what));
  due timestamptz := (date_trunc('month', now() at time zone 'UTC')
                      - greatest(p_keep, case p_what when 'feeds' then 1 else 12 end) * interval '1 month') at time zone 'UTC';
  oldest timestamptz;
  until timestamptz;
  member text;
  gone_bets text;
  blocked boolean := false;
begin
  perform pg_advisory_xact_lock(hashtext('partitions'));
  select m.starts_at, m.ends_at into oldest, until from partition_month m
   where m.parent = any(parents) and m.ends_at <= due order by m.starts_at limit 1;
  if oldest is null then return; end if;

  gone_bets := 'bet_' || to_char(oldest at time zone 'UTC', 'YYYY_MM');
  if p_what = 'bets' then
    select exists (select from bet b where b.status = 'open' and b.id >= uuid_floor(oldest) and b.id < uuid_floor(until))
        or exists (select from pending_bet w where w.ended_at is null and w.id >= uuid_floor(oldest) and w.id < uuid_floor(until))
      into blocked;
    if blocked then return query select oldest, 'open_bets'; return; end if;
    delete from bet_key k using bet b
     where b.id >= uuid_floor(oldest) and b.id < uuid_floor(until) and k.player_id = b.player_id and k.bet_id = b.id;
    delete from bet_key k using pending_bet w
     where w.id >= uuid_floor(oldest) and w.id < uuid_floor(until) and k.player_id = w.player_id and k.bet_id = w.id;
  elsif p_what = 'entries' then
    if exists (select from partition_month m where m.parent = 'bet' and m.starts_at <= oldest) then
      return query select oldest, 'open_bets';
      return;
    end if;
    -- Entries of a month that has ended are never written again, so they can be summed before anything is locked.
    with gone as materialized (
      select e.account_id, sum(e.amount)::bigint as amount, count(*) as entries
        from ledger_entry e where e.created_at >= oldest and e.created_at < until group by 1
    ), carried as (
      insert into ledger_carried as c (account_id, amount, entries)
      select g.account_id, g.amount, g.entries from gone g
      on conflict (account_id) do update set amount = c.amount + excluded.amount, entries = c.entries + excluded.entries
    )
    select exists (
      select from gone g join ledger_account a on a.id = g.account_id
       where a.owner_id is null
         and g.amount <> (select coalesce(sum(r.amount), 0) from ledger_rollup r
                           where r.account_id = a.id and r.day >= (oldest at time zone 'UTC')::date
                             and r.day < (until at time zone 'UTC')::date)) into blocked;
    if blocked then raise exception using errcode = 'EV002', message = 'not_rolled_up'; end if;
  end if;

  foreach member in array parents loop
    if exists (select from partition_month m where m.parent = member and m.starts_at = oldest) then
      perform partition_archive(member, oldest);
    end if;
  end loop;

  -- One that was reopened meanwhile; from here on nobody can.
  if to_regclass('archive.' || gone_bets) is not null and p_what = 'bets' then
    execute format('select exists (select from archive.%I where status = ''open'')', gone_bets) into blocked;
    if blocked then raise exception using errcode = 'EV002', message = 'open_bets'; end if;
  end if;
  return query select oldest, 'detached';
exception when sqlstate 'EV002' then
  -- Whatever was done is undone.
  return query select oldest, sqlerrm;
end $$;
