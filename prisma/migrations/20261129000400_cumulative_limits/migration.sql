-- Limits are cumulative: what a player has staked on an outcome, its market and its event counts towards the limits of the next
-- bet, and what all open bets on one combination of outcomes would pay is limited together.

-- What a player has staked on an outcome, in minor units of the player's currency: by singles and, with the whole stake on each
-- leg, by accumulators; from the receipt of a bet, and whatever its result, unless it was refused or is void. Written under the
-- lock of the player's cash account. Rows of events that are long over are deleted (player_stakes_forget).
create table player_stake (
  player_id    uuid    not null,
  event_id     text    not null,
  market_id    text    not null,
  outcome_key  text    not null,
  stake        bigint  not null check (stake >= 0),
  primary key (player_id, event_id, market_id, outcome_key)
) with (fillfactor = 80);
grant select on player_stake to evens_app;

-- What all open and pending accumulators on one set of outcomes would pay, in minor units of the base currency. There is a row
-- only while there is such a bet. Written under an advisory lock of the combination, so that the limit holds exactly.
create table combination_exposure (
  combination  uuid     primary key,
  bets         integer  not null check (bets > 0),
  payout       bigint   not null check (payout >= 0)
) with (fillfactor = 80);
grant select on combination_exposure to evens_app;

-- Null for singles, and for accumulators from before combinations were counted.
alter table bet add column combination uuid, add column combination_payout bigint,
  add check ((combination is null) = (combination_payout is null));
alter table pending_bet add column combination uuid, add column combination_payout bigint,
  add check ((combination is null) = (combination_payout is null));

insert into player_stake (player_id, event_id, market_id, outcome_key, stake)
select player_id, event_id, market_id, outcome_key, sum(stake) from (
  select b.player_id, l.event_id, l.market_id, l.outcome_key, b.stake
    from market m join bet_leg l on l.market_id = m.id join bet b on b.id = l.bet_id
   where m.status > -3 and b.result is distinct from 'void'
  union all
  select w.player_id, m.event_id, m.id, l->>'outcomeKey', w.stake
    from pending_bet w cross join jsonb_array_elements(w.decision->'slip'->'legs') l join market m on m.id = l->>'marketId'
   where w.ended_at is null) s
 group by 1, 2, 3, 4;

alter type bet_input add attribute outcome_stake_max bigint;
alter type bet_input add attribute market_stake_max bigint;
alter type bet_input add attribute event_stake_max bigint;
alter type bet_input add attribute combination uuid;
alter type bet_input add attribute combination_payout bigint;
alter type bet_input add attribute combination_payout_max bigint;

drop function betting_snapshot(uuid[], text[], uuid[], text[], text[]);

/*
 * What deciding slips needs: a JSON object a player, in the order given, one an outcome, and for each leg of each player what
 * the player has staked on its outcome, market and event (null for nothing), all of one moment. Amounts, odds and
 * versions are text, for JSON has no numbers as large. Planned as commit_bets is, and for its reasons.
 * Each row is looked up by its own key ("limit 1"): a join could be planned, while a table was empty, as one that reads it whole
 * and compares, and that plan would stay.
 */
create function betting_snapshot(p_players uuid[], p_keys text[], p_sessions uuid[], p_combinations uuid[], p_markets text[],
                                 p_outcomes text[], p_leg_players uuid[], p_leg_markets text[], p_leg_outcomes text[])
returns table (players json, books json, stakes json)
language plpgsql stable
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
begin
  return query select
    (select json_agg(json_build_object(
              'id', w.id, 'role', p.role, 'status', p.status, 'currency', p.currency, 'stakeFactorBp', p.stake_factor_bp,
              -- What is held for the very bet that the key names counts as available to it.
              'available', (coalesce(a.available, 0) + coalesce(h.stake, 0))::text,
              'sessionStands', w.session_id is null or s.id is not null,
              'heldStake', coalesce(h.stake, 0)::text, 'combinationPayout', coalesce(c.payout, 0)::text,
              'heldCombinationPayout', coalesce(h.combination_payout, 0)::text, 'betId', k.bet_id, 'betHash', encode(k.input_hash, 'hex'),
              'policyVersion', (select max(version) from betting_policy),
              'nowMs', floor(extract(epoch from clock_timestamp()) * 1000)) order by w.n)
       from unnest(p_players, p_keys, p_sessions, p_combinations) with ordinality w(id, key, session_id, combination, n)
       left join lateral (select x.role, x.status, x.currency, x.stake_factor_bp from player x where x.id = w.id limit 1) p on true
       left join lateral (
         select x.balance - x.held - x.minimum as available from ledger_account x
          where x.owner_id = w.id and x.kind = 'player_cash' and x.currency = p.currency and x.detail = '' limit 1) a on true
       left join lateral (
         select x.id from session x
          where x.id = w.session_id and x.player_id = w.id and x.revoked_at is null and x.expires_at > clock_timestamp()
          limit 1) s on true
       left join lateral (
         select x.bet_id, x.input_hash from bet_key x where x.player_id = w.id and x.idempotency_key = w.key limit 1) k on true
       left join lateral (
         select x.stake, x.combination_payout from pending_bet x where x.id = k.bet_id and x.ended_at is null limit 1) h on true
       left join lateral (select x.payout from combination_exposure x where x.combination = w.combination limit 1) c on true),
    (select json_agg(json_build_object(
              'eventId', e.id, 'sportId', c.sport_id, 'eventStatus', e.status,
              'startsAtMs', floor(extract(epoch from e.starts_at) * 1000), 'marketId', w.market_id, 'template', m.template,
              'marketStatus', m.status, 'marketVersion', m.version::text,
              'suspension', standing_suspension(w.market_id, e.id, e.provider, c.sport_id), 'outcomeKey', w.key, 'active', o.active,
              'odds', o.odds::text, 'probability', o.probability, 'marketStake', coalesce(x.stake, 0)::text,
              'outcomePayout', coalesce(x.payout, 0)::text))
       from unnest(p_markets, p_outcomes) w(market_id, key)
      cross join lateral (
        select x.active, x.odds, x.probability from outcome x where x.market_id = w.market_id and x.key = w.key limit 1) o
      cross join lateral (
        select x.event_id, x.template, x.status, x.version from market x where x.id = w.market_id limit 1) m
      cross join lateral (
        select x.id, x.competition_id, x.provider, x.status, x.starts_at from event x where x.id = m.event_id limit 1) e
      cross join lateral (select x.sport_id from competition x where x.id = e.competition_id limit 1) c
       left join lateral (
         select sum(s.stake) as stake, sum(s.payout) filter (where s.outcome_key = w.key) as payout
           from market_exposure s where s.market_id = w.market_id) x on true),
    (select json_agg(case when x.event is not null then json_build_array(x.outcome::text, x.market::text, x.event::text) end order by w.n)
       from unnest(p_leg_players, p_leg_markets, p_leg_outcomes) with ordinality w(player_id, market_id, key, n)
       left join lateral (select y.event_id from market y where y.id = w.market_id limit 1) m on true
       left join lateral (
         select sum(y.stake) as event, coalesce(sum(y.stake) filter (where y.market_id = w.market_id), 0) as market,
                coalesce(sum(y.stake) filter (where y.market_id = w.market_id and y.outcome_key = w.key), 0) as outcome
           from player_stake y where y.player_id = w.player_id and y.event_id = m.event_id) x on true);
end $$;
revoke execute on function betting_snapshot from public;
grant execute on function betting_snapshot to evens_app;

create type combination_change as (combination uuid, bets integer, payout bigint);

/* Adds to what combinations carry, or takes from it. Whoever writes a combination's row holds its advisory lock. */
create function combination_exposure_add(p_changes combination_change[]) returns void
language plpgsql set enable_seqscan = off as $$
declare
  changes combination_change[] := array(
    select row(c.combination, sum(c.bets), sum(c.payout))::combination_change from unnest(p_changes) c group by c.combination);
begin
  perform pg_advisory_xact_lock(k)
     from (select distinct book_lock_key('combination', c.combination::text) as k from unnest(changes) c order by 1) keys;
  delete from combination_exposure x using unnest(changes) c where x.combination = c.combination and x.bets + c.bets = 0;
  update combination_exposure x set bets = x.bets + c.bets, payout = x.payout + c.payout
    from unnest(changes) c where x.combination = c.combination;
  insert into combination_exposure (combination, bets, payout)
  select c.combination, c.bets, c.payout from unnest(changes) c where c.bets > 0
  on conflict do nothing;
end $$;
revoke execute on function combination_exposure_add from public;

/*
 * Commits bets that were decided on a snapshot, if what they read still stands. A bet that waits is committed under the id
 * that it was received with, which its key names; any other id is a new bet. One verdict a bet:
 *   accepted           written, stake moved, outbox told
 *   pending            received: the stake is held until due_at; or, with existing_id, this key's bet still waits until due_at
 *   not_due            its delay is not over before due_at
 *   existing           this key was used with this input: existing_id is the bet it made
 *   refused            this key was used with this input: existing_id is the refusal it became
 *   key_reused         this key was used with another input: existing_id is what it made
 *   stale              a price, status, suspension, policy or delay moved since the decision, or another bet has used up a limit
 *                      of the player or the combination: decide again
 *   player_barred      the account or the session may not bet (any more)
 *   insufficient_funds with what is available
 *   one_at_a_time      another bet of this player is in the same call: send it in the next one
 * No bet with a running leg is accepted before its delay, under the policy of that moment, has passed since the receipt.
 * The caller's transaction is this call. As before; and the cumulative limits are checked again under the locks that every bet
 * that counts towards them takes: the player's account, the combination.
 */
create or replace function commit_bets(p_bets jsonb, p_legs jsonb) returns setof bet_verdict
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
-- A plan made while the tables were small must not stay when they have grown: everything here is found by an index. And as
-- it is, no better plan can be made for one call than for all: making one takes longer than the call.
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
declare
  bets bet_input[];
  legs bet_leg_input[];
  accounts bigint[];
  stale boolean[];
  delays integer[];
  verdicts bet_verdict[];
  waiting uuid[];
  counted boolean[];
  policy betting_policy;
  moment timestamptz;
begin
  bets := array(select b from jsonb_populate_recordset(null::bet_input, p_bets) b);
  legs := array(select l from jsonb_populate_recordset(null::bet_leg_input, p_legs) l);

  perform pg_advisory_xact_lock_shared(book_lock_key('all', ''));
  perform pg_advisory_xact_lock_shared(k)
     from (select distinct book_lock_key('event', l.event_id) as k from unnest(legs) l order by 1) keys;
  -- Who finishes a waiting bet holds its row, and takes it before the account.
  waiting := array(select w.id from pending_bet w where w.id = any(array(select b.id from unnest(bets) b)) order by w.id for update);
  accounts := array(
    select (select a.id from ledger_account a
             where a.owner_id = b.player_id and a.kind = 'player_cash' and a.currency = b.currency and a.detail = '')
      from unnest(bets) with ordinality b order by b.ordinality);
  perform ledger_lock(accounts);
  if exists (select from unnest(bets) b where b.combination is not null) then
    perform pg_advisory_xact_lock(k)
       from (select distinct book_lock_key('combination', b.combination::text) as k from unnest(bets) b
              where b.combination is not null order by 1) keys;
  end if;
  moment := clock_timestamp();
  select * into policy from betting_policy p order by p.version desc limit 1;

  select array_agg(c.stale order by c.n), array_agg(c.delay_ms order by c.n) into stale, delays from (
    select b.ordinality as n,
           b.policy_version is distinct from policy.version
             or not coalesce(bool_and(coalesce(k.stands and not s.exceeded, false)), false) as stale,
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
      cross join lateral (
        -- A waiting bet is among them already.
        select coalesce(
                 sum(x.stake) > b.event_stake_max - n.stake
                 or sum(x.stake) filter (where x.market_id = l.market_id) > b.market_stake_max - n.stake
                 or sum(x.stake) filter (where x.market_id = l.market_id and x.outcome_key = l.outcome_key)
                      > b.outcome_stake_max - n.stake, false) as exceeded
          from (select case when b.id = any(waiting) then 0 else b.stake end as stake) n
          left join player_stake x on x.player_id = b.player_id and x.event_id = l.event_id
         group by n.stake) s
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
        when stale[b.ordinality] or g.exceeded then 'stale'
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
    left join lateral (
      select coalesce((select x.payout from combination_exposure x where x.combination = b.combination limit 1), 0)
               + sum(o.combination_payout - coalesce(
                   (select y.combination_payout from pending_bet y where y.id = o.id and y.id = any(waiting) limit 1), 0))
               > b.combination_payout_max as exceeded
        from unnest(bets) with ordinality o
       where b.combination is not null and o.combination = b.combination and o.ordinality <= b.ordinality) g on true
    order by b.ordinality);

  -- Bets that are new: what waits was counted at its receipt.
  counted := array(
    select v.code in ('accepted', 'pending') and v.existing_id is null and v.bet_id <> all(waiting)
      from unnest(verdicts) with ordinality v order by v.ordinality);

  insert into bet_key (player_id, idempotency_key, bet_id, input_hash)
  select b.player_id, b.idempotency_key, b.id, decode(b.input_hash, 'hex')
    from unnest(bets) with ordinality b where counted[b.ordinality];

  insert into bet (id, player_id, kind, currency, stake, odds, potential_return, odds_choice, decision, placed_at, combination,
                   combination_payout)
  select b.id, b.player_id, b.kind, b.currency, b.stake, b.odds, b.potential_return, b.odds_choice, b.decision, moment, b.combination,
         b.combination_payout
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

  insert into player_stake as x (player_id, event_id, market_id, outcome_key, stake)
  select (bets[l.bet_number]).player_id, l.event_id, l.market_id, l.outcome_key, (bets[l.bet_number]).stake
    from unnest(legs) l where counted[l.bet_number]
  on conflict (player_id, event_id, market_id, outcome_key) do update set stake = x.stake + excluded.stake;

  if exists (select from unnest(bets) b where b.combination is not null) then
    perform combination_exposure_add(array(
      select row(b.combination, 1, b.combination_payout)::combination_change
        from unnest(bets) with ordinality b where counted[b.ordinality] and b.combination is not null
      union all
      -- What waited counts at the odds that it was accepted at.
      select row(b.combination, 0, b.combination_payout - w.combination_payout)::combination_change
        from unnest(bets) with ordinality b join pending_bet w on w.id = b.id
       where b.id = any(waiting) and (verdicts[b.ordinality]).code = 'accepted' and w.combination = b.combination));
  end if;

  if cardinality(waiting) > 0 then
    -- What waited has its money held: the hold becomes the stake's transfer.
    perform end_pending_hold(b.id, b.stake, 'posted')
       from unnest(bets) with ordinality b
      where (verdicts[b.ordinality]).code = 'accepted' and b.id = any(waiting)
      order by b.ordinality;
    update pending_bet w set outcome = 'accepted', ended_at = moment
      from unnest(bets) with ordinality b
     where w.id = b.id and b.id = any(waiting) and (verdicts[b.ordinality]).code = 'accepted';
    update pending_bet w set due_at = (verdicts[b.ordinality]).due_at
      from unnest(bets) with ordinality b
     where w.id = b.id and b.id = any(waiting) and (verdicts[b.ordinality]).code = 'not_due'
       and w.due_at < (verdicts[b.ordinality]).due_at;
  end if;

  -- The stake's transfer carries the bet's own id.
  perform ledger_write(array(
    with open_bets as materialized (
      select c.currency, ledger_account_for('open_bets', null, c.currency) as id
        from (select distinct currency from unnest(bets)) c)
    select row(b.id, accounts[b.ordinality], h.id, b.stake, b.currency, 'bet_stake', 'bet:' || b.id, null)::ledger_posting
      from unnest(bets) with ordinality b join open_bets h on h.currency = b.currency
     where (verdicts[b.ordinality]).code = 'accepted' and b.id <> all(waiting)));

  if exists (select from unnest(verdicts) v where v.code = 'pending' and v.existing_id is null) then
    insert into pending_bet (id, player_id, session_id, idempotency_key, currency, stake, decision, delay_ms, received_at, due_at,
                             combination, combination_payout)
    select b.id, b.player_id, b.session_id, b.idempotency_key, b.currency, b.stake, b.decision, b.delay_ms, moment,
           (verdicts[b.ordinality]).due_at, b.combination, b.combination_payout
      from unnest(bets) with ordinality b
     where (verdicts[b.ordinality]).code = 'pending' and (verdicts[b.ordinality]).existing_id is null;

    perform ledger_fault('the stake of bet ' || b.id || ' could not be held: ' || h.outcome)
       from unnest(bets) with ordinality b,
            lateral ledger_hold_open(
              row(b.id, accounts[b.ordinality], ledger_account_for('open_bets', null, b.currency), b.stake, b.currency, 'bet_stake',
                  'bet:' || b.id, null)::ledger_posting, 'infinity') h
      where (verdicts[b.ordinality]).code = 'pending' and (verdicts[b.ordinality]).existing_id is null and h.outcome <> 'held';
  end if;

  -- Sixteen pieces of news fit into a row that is kept in its page as it is.
  insert into outbox (kind, payload)
  select 'bundle', jsonb_build_object(
           'kind', array_agg(case v.code when 'accepted' then 'bet.placed' else 'bet.pending' end order by v.n),
           'betId', array_agg(v.bet_id order by v.n), 'playerId', array_agg(v.player_id order by v.n))
    from (select v.code, v.bet_id, (bets[v.ordinality]).player_id, row_number() over (order by v.ordinality) as n
            from unnest(verdicts) with ordinality v
           where v.code = 'accepted' or (v.code = 'pending' and v.existing_id is null)) v
   group by (v.n - 1) / 16 order by (v.n - 1) / 16;

  -- What was bet on is no draft any more, on any device: an empty one stays, as an emptied slip is kept.
  update draft_slip d set slip = '{"legs": [], "mode": "single", "stake": ""}', version = d.version + 1, updated_at = moment
   where d.slip <> '{"legs": [], "mode": "single", "stake": ""}'
     and d.player_id = any(array(
       select b.player_id from unnest(bets) with ordinality b where counted[b.ordinality]));

  return query select * from unnest(verdicts);
end $$;

/*
 * Takes the steps of bets into the cumulative limits: a bet that became void counts no more for its player, one that no longer
 * is void counts again; a combination carries its open bets. The accounts of players whose bets become or were void are locked
 * by the caller, for money moves on them.
 */
create function settle_limits(p_steps bet_step[]) returns void
language plpgsql set enable_seqscan = off as $$
begin
  if exists (select from unnest(p_steps) s where s.result = 'void' or s.was = 'settled') then
    update player_stake x set stake = x.stake + d.stake
      from (select s.player_id, l.event_id, l.market_id, l.outcome_key,
                   sum(case when s.result = 'void' then -s.stake else s.stake end)::bigint as stake
              from unnest(p_steps) s join bet_leg l on l.bet_id = s.bet_id
              left join bet_settlement p on p.bet_id = s.bet_id and p.version = s.version - 1
             where (s.result is not distinct from 'void') <> (p.result is not distinct from 'void')
             group by 1, 2, 3, 4 order by 1, 2, 3, 4) d
     where (x.player_id, x.event_id, x.market_id, x.outcome_key) = (d.player_id, d.event_id, d.market_id, d.outcome_key);
  end if;

  if exists (select from unnest(p_steps) s where s.market_id is null) then
    perform combination_exposure_add(array(
      select row(b.combination, case when s.result is null then 1 else -1 end,
                 case when s.result is null then b.combination_payout else -b.combination_payout end)::combination_change
        from unnest(p_steps) s join bet b on b.id = s.bet_id
       where s.market_id is null and (s.was = 'settled') <> (s.result is not null) and b.combination is not null));
  end if;
end $$;
revoke execute on function settle_limits from public;

/*
 * Takes these steps: pays what is newly decided, takes back what no longer is, replaces what came out differently. Money is
 * taken back by transfers that reverse the settlement's own, in full; what the player no longer has is booked as owed. The
 * bets are locked by the caller. Only accounts that money reaches or leaves are locked: a bet that is lost touches none of
 * its player's. The news goes out in bundles. As before; and the cumulative limits follow.
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

  perform settle_limits(p_steps);

  -- Sixteen pieces of news fit into a row that is kept in its page as it is.
  insert into outbox (kind, payload)
  select 'bundle', jsonb_build_object(
           'kind', array_agg(case when s.result is null then 'bet.reopened' when s.was = 'settled' then 'bet.corrected' else 'bet.settled' end),
           'betId', array_agg(s.bet_id), 'playerId', array_agg(s.player_id))
    from unnest(p_steps) with ordinality s
   group by (s.ordinality - 1) / 16 order by (s.ordinality - 1) / 16;
end $$;

/*
 * Refuses a waiting bet whose delay is over: the hold goes back, the refusal keeps what the decision read. Answers
 * 'refused', or what became of it before: 'accepted', 'refused' again; 'not_due', 'unknown_bet'. As before; and it no longer
 * counts towards the cumulative limits.
 */
create or replace function refuse_pending_bet(p_id uuid, p_refusal jsonb, p_decision jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  waiting pending_bet;
begin
  select * into waiting from pending_bet where id = p_id for update;
  if not found then return 'unknown_bet'; end if;
  if waiting.outcome is not null then return waiting.outcome; end if;
  if waiting.due_at > clock_timestamp() then return 'not_due'; end if;

  perform end_pending_hold(p_id, waiting.stake, 'voided');
  update pending_bet set outcome = 'refused', ended_at = clock_timestamp() where id = p_id;
  update player_stake x set stake = x.stake - waiting.stake
    from jsonb_array_elements(waiting.decision->'slip'->'legs') l join market m on m.id = l->>'marketId'
   where (x.player_id, x.event_id, x.market_id, x.outcome_key) = (waiting.player_id, m.event_id, m.id, l->>'outcomeKey');
  if waiting.combination is not null then
    perform combination_exposure_add(array[row(waiting.combination, -1, -waiting.combination_payout)::combination_change]);
  end if;
  insert into bet_refusal (id, player_id, code, refusal, slip, decision)
  values (p_id, waiting.player_id, p_refusal->>'code', p_refusal, p_decision->'slip', p_decision);
  insert into outbox (kind, payload)
  values ('bet.refused', jsonb_build_object('betId', p_id, 'playerId', waiting.player_id, 'code', p_refusal->>'code'));
  return 'refused';
end $$;

/*
 * Deletes what was staked on events that ended p_days ago or earlier, whose markets are all decided: no bet on them can follow.
 * Returns how many rows it deleted.
 */
create function player_stakes_forget(p_days integer) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  deleted bigint;
begin
  delete from player_stake x using event e
   where e.id = x.event_id and e.status in (3, 4, 5, 9) and e.starts_at < now() - greatest(p_days, 7) * interval '1 day'
     and not exists (select from market m where m.event_id = e.id and m.status > -3);
  get diagnostics deleted = row_count;
  return deleted;
end $$;
revoke execute on function player_stakes_forget from public;
grant execute on function player_stakes_forget to evens_app;
