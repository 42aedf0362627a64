/*
 * Commits bets that were decided on a snapshot, if what the decision read still holds. A pending bet is committed under the id that it was
 * received with, which its key names; any other id is a new bet. Returns one verdict a bet:
 *   accepted            written; the stake is moved, the outbox has the event
 *   pending             received: the stake is held until due_at; with existing_id, this key's bet is still pending until due_at
 *   not_due             its delay is not over before due_at
 *   existing            this key was used with this input: existing_id is the bet it made
 *   refused             this key was used with this input: existing_id is the rejected bet it became
 *   key_reused          this key was used with another input: existing_id is what it made
 *   stale               a price, status, suspension, policy, delay or the player's identity has changed since the decision, the player owes
 *                       money by now, the free bet is used or over, or another bet has used up a limit of the player (the operator's or the player's own) or the combination: decide again
 *   player_barred       the account or the session may not bet (any more)
 *   insufficient_funds  with what is available
 *   one_at_a_time       another bet of this player is in the same call: send it in the next one
 * A leg of a builder has a share of a joint price, which follows from the versions of its markets; one with `offered` the price of a trader.
 * A bet with `referred` waits for a trader, whatever is in play, and is accepted only after a ruling (rule_referral), perhaps at a lower stake.
 * No bet with a leg in play is accepted before its delay, under the policy of that moment, has passed since its receipt. The drafts of
 * players who bet are emptied. Amounts are minor units.
 * A bet with `edits` takes the place of that bet, which edit_bet has ended in the same transaction: it has waited its delay, and the player's own
 * limits were checked for the money that it adds; it is never pending, and leaves the draft as it is.
 * A bet with boost_id is at the odds of that boost (price_boost), while the outcome is offered at boost_plain_odds; it is stale once the boost is over,
 * the event has begun, or others have used up what is left of the boost, for this player or for all.
 * Locks, in this order: 'all' and the events, shared; the pending bets; the players' cash and bonus accounts by id; the combinations; the boosts. The cumulative
 * limits are checked again under the locks that every bet counting towards them takes. The caller's transaction is this one call.
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
  sources bigint[];
  stale boolean[];
  delays integer[];
  verdicts bet_verdict[];
  waiting uuid[];
  rooms bigint[];
  counted boolean[];
  boosts uuid[];
  unboosted boolean[];
  policy betting_policy;
  moment timestamptz;
begin
  bets := array(select b from jsonb_populate_recordset(null::bet_input, p_bets) b);
  legs := array(select l from jsonb_populate_recordset(null::bet_leg_input, p_legs) l);

  perform pg_advisory_xact_lock_shared(book_lock_key('all', ''));
  perform pg_advisory_xact_lock_shared(k)
     from (select distinct book_lock_key('event', l.event_id) as k from unnest(legs) l order by 1) keys;
  -- A process that finishes a pending bet locks its row before the account.
  waiting := array(select w.id from pending_bet w where w.id = any(array(select b.id from unnest(bets) b)) order by w.id for update);
  accounts := array(
    select (select a.id from ledger_account_view a
             where a.owner_id = b.player_id and a.kind = 'player_cash' and a.currency = b.currency and a.detail = '')
      from unnest(bets) with ordinality b order by b.ordinality);
  -- A free bet is paid by the bonus account; the cash account guards the player's limits.
  sources := accounts;
  if exists (select from unnest(bets) b where b.free_bet_id is not null) then
    sources := array(
      select case when b.free_bet_id is null then accounts[b.ordinality] else bonus_account(b.player_id, b.currency) end
        from unnest(bets) with ordinality b order by b.ordinality);
  end if;
  perform ledger_lock(accounts || sources);
  if exists (select from unnest(bets) b where b.combination is not null) then
    perform pg_advisory_xact_lock(k)
       from (select distinct book_lock_key('combination', b.combination::text) as k from unnest(bets) b
              where b.combination is not null order by 1) keys;
  end if;
  boosts := array(select b.boost_id from unnest(bets) b where b.boost_id is not null);
  if cardinality(boosts) > 0 then
    perform from price_boost p where p.id = any(boosts) order by p.id for no key update;
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
                 and o.active and (l.builder is not null or l.offered or o.odds = coalesce(b.boost_plain_odds, l.odds))
                 and active_suspension(m.id, ev.id, ev.provider, c.sport_id) is null as stands,
               case when ev.status = 1 then in_play_delay_ms(policy.rules, c.sport_id) end as delay_ms
          from market m join event ev on ev.id = m.event_id join competition c on c.id = ev.competition_id
          join outcome o on o.market_id = m.id and o.key = l.outcome_key
         where m.id = l.market_id and m.event_id = l.event_id limit 1) k on true
      cross join lateral (
        -- A pending bet is already counted.
        select coalesce(
                 sum(x.stake) > b.event_stake_max - n.stake
                 or sum(x.stake) filter (where x.market_id = l.market_id) > least(b.market_stake_max, l.market_stake_max) - n.stake
                 or sum(x.stake) filter (where x.market_id = l.market_id and x.outcome_key = l.outcome_key)
                      > least(b.outcome_stake_max, l.outcome_stake_max) - n.stake, false) as exceeded
          from (select case when b.id = any(waiting) then 0 else b.stake end as stake) n
          left join player_stake x on x.player_id = b.player_id and x.event_id = l.event_id
         group by n.stake) s
     group by b.ordinality, b.policy_version) c;

  -- What is left of the limits that players set themselves; null without one.
  rooms := array(
    select case when b.edits is null and b.free_bet_id is null and exists (select from players_limit_view y where y.player_id = b.player_id) then
             (select min(x.amount - x.used) from bet_limits(b.player_id, accounts[b.ordinality], b.id, moment) x) end
      from unnest(bets) with ordinality b order by b.ordinality);

  if cardinality(boosts) > 0 then
    unboosted := array(
      select b.boost_id is not null and not exists (
               select from price_boost p join unnest(legs) l on l.bet_number = b.ordinality join event e on e.id = l.event_id
                where p.id = b.boost_id and p.ended_at is null and coalesce(p.ends_at > moment, true) and e.status = 0
                  and (p.market_id, p.outcome_key, p.odds) = (l.market_id, l.outcome_key, l.odds)
                  and b.stake + (select coalesce(sum(x.stake), 0) from boosted_bet x
                                  where x.boost_id = p.id and x.player_id = b.player_id) <= b.boost_stake_max
                  and p.liability + b.liability <= p.liability_max)
        from (select x.*, sum(x.boost_liability) over (partition by x.boost_id order by x.ordinality) as liability
                from unnest(bets) with ordinality x) b
       order by b.ordinality);
  end if;

  verdicts := array(
    select row(b.id,
      case
        when row_number() over (partition by b.player_id order by b.ordinality) > 1 then 'one_at_a_time'
        when e.bet_id is not null and e.input_hash <> decode(b.input_hash, 'hex') then 'key_reused'
        when w.outcome = 'refused' then 'refused'
        when w.outcome = 'accepted' or (e.bet_id <> b.id and w.id is null) then 'existing'
        when e.bet_id <> b.id then 'pending'
        -- A pending bet was received in time: it stands, whatever has stopped play since.
        when not player_may('bet', p.status, p.excluded_until, case when e.bet_id is null then p.play_until end, moment)
             or p.currency is distinct from b.currency then 'player_barred'
        when b.session_id is not null and not exists (
          select from players_session_view s where s.id = b.session_id and s.player_id = b.player_id
             and s.revoked_at is null and s.expires_at > moment) then 'player_barred'
        when b.identity_version is distinct from p.identity_version and b.identity_version is not null then 'stale'
        -- Who comes to owe money holds the cash account until that is booked.
        when exists (select from ledger_account_view r
                      where r.owner_id = b.player_id and r.kind = 'player_receivable' and r.currency = b.currency and r.detail = ''
                        and r.balance < 0) then 'stale'
        when stale[b.ordinality] or g.exceeded or rooms[b.ordinality] < b.stake or unboosted[b.ordinality] then 'stale'
        when b.free_bet_id is not null and not exists (
          select from free_bet f
           where f.id = b.free_bet_id and f.player_id = b.player_id and f.currency = b.currency and f.amount = b.stake
             and (f.bet_id = b.id or (f.state = 'available' and f.expires_at > moment))) then 'stale'
        when w.reason = 'referral' and coalesce(w.ruling, '') not in ('accepted', 'offer_accepted') then 'stale'
        when e.bet_id is not null then
          case when d.due_at > moment then 'not_due' else 'accepted' end
        when case when b.referred is null and b.edits is null then b.delay_ms is distinct from delays[b.ordinality]
                  else b.delay_ms < delays[b.ordinality] end then 'stale'
        when a.available is null or a.available < b.stake then 'insufficient_funds'
        when b.delay_ms > 0 and b.edits is null then 'pending'
        else 'accepted'
      end, coalesce(a.available, 0), case when e.bet_id <> b.id or w.outcome is not null then e.bet_id end, moment,
      coalesce(d.due_at, moment + b.delay_ms * interval '1 ms'))::bet_verdict
    from unnest(bets) with ordinality b
    left join lateral (select x.bet_id, x.input_hash from bet_key x
                        where x.player_id = b.player_id and x.idempotency_key = b.idempotency_key limit 1) e on true
    left join lateral (select x.id, x.outcome, x.received_at, x.due_at, x.reason, x.ruling from pending_bet x where x.id = e.bet_id limit 1) w on true
    left join lateral (
      select greatest(w.due_at, case when w.id = b.id then w.received_at + delays[b.ordinality] * interval '1 ms' end) as due_at) d on true
    left join lateral (select x.status, x.currency, x.excluded_until, x.play_until, x.identity_version
                         from players_player_view x where x.id = b.player_id limit 1) p on true
    left join lateral (select x.balance - x.held - x.minimum as available from ledger_account_view x
                        where x.id = sources[b.ordinality] limit 1) a on true
    left join lateral (
      select coalesce((select x.payout from combination_exposure x where x.combination = b.combination limit 1), 0)
               + sum(o.combination_payout - coalesce(
                   (select y.combination_payout from pending_bet y where y.id = o.id and y.id = any(waiting) limit 1), 0))
               > b.combination_payout_max as exceeded
        from unnest(bets) with ordinality o
       where b.combination is not null and o.combination = b.combination and o.ordinality <= b.ordinality) g on true
    order by b.ordinality);

  -- New bets only: pending ones were counted at their receipt.
  counted := array(
    select v.code in ('accepted', 'pending') and v.existing_id is null and v.bet_id <> all(waiting)
      from unnest(verdicts) with ordinality v order by v.ordinality);

  insert into bet_key (player_id, idempotency_key, bet_id, input_hash)
  select b.player_id, b.idempotency_key, b.id, decode(b.input_hash, 'hex')
    from unnest(bets) with ordinality b where counted[b.ordinality];

  insert into bet (id, player_id, kind, currency, stake, odds, potential_return, odds_choice, decision, placed_at, combination,
                   combination_payout, lines, free_bet_id)
  select b.id, b.player_id, b.kind, b.currency, b.stake, b.odds, b.potential_return, b.odds_choice, b.decision, moment, b.combination,
         b.combination_payout, b.lines, b.free_bet_id
    from unnest(bets) with ordinality b where (verdicts[b.ordinality]).code = 'accepted';

  update free_bet f set state = 'used', ended_at = moment, bet_id = b.id
    from unnest(bets) with ordinality b where f.id = b.free_bet_id and counted[b.ordinality];

  insert into bet_leg (bet_id, position, event_id, market_id, outcome_key, odds, market_version, exposure_stake, exposure_payout,
                       part, builder)
  select (bets[l.bet_number]).id, l.position, l.event_id, l.market_id, l.outcome_key, l.odds, l.market_version, l.exposure_stake,
         l.exposure_payout, coalesce(l.part, 'win'), l.builder
    from unnest(legs) l where (verdicts[l.bet_number]).code = 'accepted';

  if cardinality(boosts) > 0 then
    insert into boosted_bet (bet_id, boost_id, player_id, plain_odds, stake, liability)
    select b.id, b.boost_id, b.player_id, b.boost_plain_odds, b.stake, b.boost_liability
      from unnest(bets) with ordinality b where b.boost_id is not null and (verdicts[b.ordinality]).code = 'accepted';
    update price_boost p set bets = p.bets + t.number, stake = p.stake + t.stake, liability = p.liability + t.liability
      from (select x.boost_id, count(*) as number, sum(l.exposure_stake) as stake, sum(x.liability) as liability
              from unnest(verdicts) v join boosted_bet x on x.bet_id = v.bet_id join bet_leg l on l.bet_id = x.bet_id
             where v.code = 'accepted' group by 1) t
     where p.id = t.boost_id;
  end if;

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
      -- A pending bet counts at the odds that it was accepted at.
      select row(b.combination, 0, b.combination_payout - w.combination_payout)::combination_change
        from unnest(bets) with ordinality b join pending_bet w on w.id = b.id
       where b.id = any(waiting) and (verdicts[b.ordinality]).code = 'accepted' and w.combination = b.combination));
  end if;

  if cardinality(waiting) > 0 then
    -- The hold of a pending bet becomes the stake's transfer.
    perform end_pending_hold(b.id, b.stake, 'posted')
       from unnest(bets) with ordinality b
      where (verdicts[b.ordinality]).code = 'accepted' and b.id = any(waiting)
      order by b.ordinality;
    -- A trader's offer may be of a lower stake than was held.
    update player_stake x set stake = x.stake - (w.stake - b.stake)
      from unnest(bets) with ordinality b join pending_bet w on w.id = b.id join unnest(legs) l on l.bet_number = b.ordinality
     where b.id = any(waiting) and (verdicts[b.ordinality]).code = 'accepted' and b.stake < w.stake
       and (x.player_id, x.event_id, x.market_id, x.outcome_key) = (b.player_id, l.event_id, l.market_id, l.outcome_key);
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
    select row(b.id, sources[b.ordinality], h.id, b.stake, b.currency, 'bet_stake', 'bet:' || b.id, null)::ledger_posting
      from unnest(bets) with ordinality b join open_bets h on h.currency = b.currency
     where (verdicts[b.ordinality]).code = 'accepted' and b.id <> all(waiting)));

  if exists (select from unnest(verdicts) v where v.code = 'pending' and v.existing_id is null) then
    insert into pending_bet (id, player_id, session_id, idempotency_key, currency, stake, decision, delay_ms, received_at, due_at,
                             combination, combination_payout, reason, referred, free_bet_id)
    select b.id, b.player_id, b.session_id, b.idempotency_key, b.currency, b.stake, b.decision, b.delay_ms, moment,
           (verdicts[b.ordinality]).due_at, b.combination, b.combination_payout,
           case when b.referred is null then 'delay' else 'referral' end, b.referred, b.free_bet_id
      from unnest(bets) with ordinality b
     where (verdicts[b.ordinality]).code = 'pending' and (verdicts[b.ordinality]).existing_id is null;

    perform ledger_fault('the stake of bet ' || b.id || ' could not be held: ' || h.outcome)
       from unnest(bets) with ordinality b,
            lateral ledger_hold_open(
              row(b.id, sources[b.ordinality], ledger_account_for('open_bets', null, b.currency), b.stake, b.currency, 'bet_stake',
                  'bet:' || b.id, null)::ledger_posting, 'infinity') h
      where (verdicts[b.ordinality]).code = 'pending' and (verdicts[b.ordinality]).existing_id is null and h.outcome <> 'held';
  end if;

  -- Sixteen events fit into a row that PostgreSQL keeps in its page uncompressed.
  insert into outbox (kind, payload)
  select 'bundle', jsonb_build_object(
           'kind', array_agg(case v.code when 'accepted' then 'bet.placed' else 'bet.pending' end order by v.n),
           'betId', array_agg(v.bet_id order by v.n), 'playerId', array_agg(v.player_id order by v.n))
    from (select v.code, v.bet_id, (bets[v.ordinality]).player_id, row_number() over (order by v.ordinality) as n
            from unnest(verdicts) with ordinality v
           where v.code = 'accepted' or (v.code = 'pending' and v.existing_id is null)) v
   group by (v.n - 1) / 16 order by (v.n - 1) / 16;

  if cardinality(array_remove(rooms, null)) > 0 then
    insert into outbox (kind, payload)
    select 'limit.used', jsonb_build_object('playerId', b.player_id)
      from unnest(bets) with ordinality b
     where counted[b.ordinality] and rooms[b.ordinality] is not null
       and exists (select from bet_limits(b.player_id, accounts[b.ordinality], null, moment) x
                    where x.used >= x.amount or (x.used * 5 >= x.amount * 4 and (x.used - b.stake) * 5 < x.amount * 4));
  end if;

  -- The draft slip is emptied on all devices; its row stays, as for a slip that the player emptied.
  update draft_slip d set slip = '{"legs": [], "mode": "single", "stake": ""}', version = d.version + 1, updated_at = moment
   where d.slip <> '{"legs": [], "mode": "single", "stake": ""}'
     and d.player_id = any(array(
       select b.player_id from unnest(bets) with ordinality b where counted[b.ordinality] and b.edits is null));

  return query select * from unnest(verdicts);
end $$;

revoke execute on function commit_bets from public;
grant execute on function commit_bets to evens_app;
