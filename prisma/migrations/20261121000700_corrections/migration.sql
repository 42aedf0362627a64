-- Results are taken back, confirmed, cancelled and restored, in any order and more than once. What was said about a market
-- is kept as a journal; what holds is computed from it; bets are brought to what holds. Money is only ever reversed.

-- receivables ------------------------------------------------------------------------------------

-- What a player owes is a negative balance, as deep as it has to be; the house never owes on it.
alter table ledger_account add constraint ledger_account_receivable check (kind <> 'player_receivable' or balance <= 0);
update ledger_account set minimum = -1000000000000000000 where kind = 'player_receivable';

create or replace function ledger_account_for(p_kind text, p_owner uuid, p_currency char(3), p_detail text default '')
returns bigint
language plpgsql security definer set search_path = public as $$
declare
  found_id bigint;
begin
  select id into found_id from ledger_account
   where owner_id is not distinct from p_owner and kind = p_kind and currency = p_currency and detail = p_detail;
  if found_id is null then
    insert into ledger_account (kind, owner_id, currency, detail, minimum)
    values (p_kind, p_owner, p_currency, p_detail, case p_kind when 'player_receivable' then -1000000000000000000 else 0 end)
    on conflict (owner_id, kind, currency, detail) do nothing
    returning id into found_id;
    if found_id is null then
      select id into strict found_id from ledger_account
       where owner_id is not distinct from p_owner and kind = p_kind and currency = p_currency and detail = p_detail;
    end if;
  end if;
  return found_id;
end $$;

alter function ledger_write rename to ledger_write_entries;

/*
 * Repays what the owners of these cash accounts owe, from what is available on them. The caller holds the locks of the
 * cash accounts; a receivable is only ever locked after the cash of its owner, so nobody can wait in a circle.
 * p_references says, account by account, what brought the money.
 */
create function ledger_collect(p_cash bigint[], p_references text[]) returns void
language plpgsql security definer set search_path = public as $$
declare
  owing bigint[];
begin
  owing := array(
    select r.id from unnest(p_cash) u(id) join ledger_account c on c.id = u.id
      join ledger_account r on r.owner_id = c.owner_id and r.kind = 'player_receivable' and r.currency = c.currency and r.detail = ''
     where c.kind = 'player_cash' and r.balance < 0);
  if cardinality(owing) = 0 then return; end if;
  perform ledger_lock(owing);
  perform ledger_write_entries(array(
    select row(md5('repayment:' || r.id || ':' || r.version)::uuid, c.id, r.id, least(-r.balance, c.balance - c.held - c.minimum),
               c.currency, 'receivable_repaid', u.reference, null)::ledger_posting
      from unnest(p_cash, p_references) u(id, reference) join ledger_account c on c.id = u.id
      join ledger_account r on r.id = any(owing) and r.owner_id = c.owner_id and r.currency = c.currency
     where r.balance < 0 and c.balance - c.held - c.minimum > 0
     order by c.id));
end $$;

/*
 * ledger_write_entries, and then whoever was credited and owes repays. This is the one way to write transfers, so no credit
 * of any kind can pass a debt by.
 */
create function ledger_write(p_postings ledger_posting[]) returns void
language plpgsql security definer set search_path = public as $$
declare
  owing record;
begin
  perform ledger_write_entries(p_postings);
  select array_agg(k.id) as cash, array_agg(k.reference) as reference into owing from (
    select c.id, max(p.reference) as reference
      from unnest(p_postings) p join ledger_account c on c.id = p.credit_id
     where c.kind = 'player_cash'
       and exists (select from ledger_account r
                    where r.owner_id = c.owner_id and r.kind = 'player_receivable' and r.currency = c.currency and r.detail = ''
                      and r.balance < 0)
     group by c.id) k;
  if owing.cash is not null then perform ledger_collect(owing.cash, owing.reference); end if;
end $$;
revoke execute on function ledger_collect, ledger_write from public;

-- As before; and what a hold releases repays first.
create or replace function ledger_hold_close(p_hold_id uuid, p_kind text, p_amount bigint default null, p_transfer_id uuid default null)
returns text
language plpgsql security definer set search_path = public as $$
declare
  hold ledger_hold;
  ended ledger_hold_end;
  posted_amount bigint;
begin
  select * into hold from ledger_hold where id = p_hold_id;
  if not found then return 'unknown_hold'; end if;
  posted_amount := case when p_kind = 'posted' then coalesce(p_amount, hold.amount) else 0 end;
  perform ledger_lock(array[hold.debit_id, hold.credit_id]);
  select * into ended from ledger_hold_end where hold_id = p_hold_id;
  if found then
    return case when ended.kind = p_kind and ended.posted = posted_amount
                 and ended.transfer_id is not distinct from p_transfer_id then 'existing' else 'already_ended' end;
  end if;
  if p_kind = 'posted' and (posted_amount > hold.amount or posted_amount <= 0) then return 'amount_above_hold'; end if;
  if p_kind = 'posted' and hold.expires_at <= clock_timestamp() then return 'expired'; end if;
  if p_kind = 'expired' and hold.expires_at > clock_timestamp() then return 'not_expired'; end if;
  update ledger_account set held = held - hold.amount where id = hold.debit_id;
  if p_kind = 'posted' then
    perform ledger_write(array[row(p_transfer_id, hold.debit_id, hold.credit_id, posted_amount, hold.currency, hold.code,
                                   hold.reference, null)::ledger_posting]);
  end if;
  insert into ledger_hold_end (hold_id, kind, transfer_id, posted) values (p_hold_id, p_kind, p_transfer_id, posted_amount);
  perform ledger_collect(array[hold.debit_id], array[hold.reference]);
  return 'ended';
end $$;

-- what was said about a market -------------------------------------------------------------------

-- Every result and cancellation of a market and every word that takes one back. Never changed: what holds is computed
-- (market_standing), so messages may come twice, late and in any order.
create table market_settlement (
  id          bigint      generated always as identity primary key,
  market_id   text        not null references market,
  kind        text        not null check (kind in ('result', 'rollback_result', 'cancel', 'rollback_cancel')),
  -- Who said it. What the house itself decided is not taken back by a provider.
  source      text        not null check (source in ('feed', 'house')),
  -- The provider's time of the message; the house's own moment.
  at          timestamptz not null,
  taken_at    timestamptz not null default clock_timestamp(),
  -- 1 scouted live, 2 confirmed.
  certainty   smallint    check (certainty in (1, 2)),
  -- {outcome key: {result, voidFactor, deadHeatFactor: {numerator, denominator}}}
  outcomes    jsonb,
  -- By the database's clock: bets placed later knew what had happened.
  decided_at  timestamptz,
  -- A cancellation of bets placed in this time; without both it cancels the market.
  starts_at   timestamptz,
  ends_at     timestamptz,
  check ((kind = 'result') = (certainty is not null and outcomes is not null)),
  check (starts_at <= ends_at)
);
create unique index market_settlement_once on market_settlement (market_id, kind, source, at, certainty, starts_at, ends_at)
  nulls not distinct;
grant select, insert on market_settlement to evens_app;

alter table market
  -- Bets placed in these times are void.
  add column void_windows tstzmultirange not null default '{}',
  add column decided_at timestamptz,
  -- The settlement version that all of its bets reflect.
  add column settled_through integer not null default 0;
create index market_to_settle on market (id) where settled_through < settlement_version;

-- A dead heat is a fraction: a third of a stake of 3.00 is 1.00, which no decimal can say.
alter table outcome
  add column dead_heat_numerator integer check (dead_heat_numerator > 0),
  add column dead_heat_denominator integer check (dead_heat_denominator >= dead_heat_numerator),
  add constraint outcome_dead_heat check ((dead_heat_numerator is null) = (dead_heat_denominator is null));
update outcome set dead_heat_numerator = round(dead_heat_factor * 100000000), dead_heat_denominator = 100000000
 where dead_heat_factor is not null;
alter table outcome drop column dead_heat_factor;

alter table bet
  -- Staff voided it, for this reason: no result touches it again.
  add column void_reason text;
alter table bet_leg
  -- The settlement version of the market that result and factor reflect.
  add column settlement_version integer not null default 0,
  -- The leg multiplies the stake by factor / divisor, which keeps thirds exact.
  add column divisor integer not null default 1 check (divisor > 0);
-- A step that reopens a bet has neither.
alter table bet_settlement alter column result drop not null, alter column returned drop not null;

insert into market_settlement (market_id, kind, source, at, certainty, outcomes)
select m.id, case m.status when -3 then 'result' else 'cancel' end, 'feed', m.settled_at,
       case m.status when -3 then coalesce(m.certainty, 1) end,
       case m.status when -3 then (
         select coalesce(jsonb_object_agg(o.key, jsonb_build_object('result', o.result, 'voidFactor', o.void_factor, 'deadHeatFactor',
                  case when o.dead_heat_numerator is not null
                       then jsonb_build_object('numerator', o.dead_heat_numerator, 'denominator', o.dead_heat_denominator) end)), '{}')
           from outcome o where o.market_id = m.id and o.result is not null) end
  from market m where m.status in (-3, -4);
update bet b set void_reason = substr(s.cause, 6)
  from bet_settlement s where s.bet_id = b.id and s.version = b.settlement_version and s.cause like 'void:%';
update bet_leg l set settlement_version = m.settlement_version from market m where m.id = l.market_id and l.result is not null;
update market m set settled_through = settlement_version
 where settlement_version > 0 and not exists (select from bet_leg l where l.market_id = m.id and l.result is null);

-- One index serves open and settled legs: a correction asks for those that reflect an older version.
drop index bet_leg_market_open;
create index bet_leg_market on bet_leg (market_id, settlement_version);

/*
 * What holds of all that was said about a market. A rollback undoes what was said no later than itself, whichever comes
 * first; of the results that stand, the highest certainty holds, then the newest. A cancellation without an end covers
 * what was placed until we heard it, and none covers what was placed later.
 */
create function market_standing(p_market_id text)
returns table (cancelled boolean, void_windows tstzmultirange, certainty smallint, outcomes jsonb, decided_at timestamptz)
language sql stable as $$
  with said as materialized (
    select * from market_settlement where market_id = p_market_id
  ), standing as materialized (
    select s.* from said s
     where s.kind in ('result', 'cancel')
       and not exists (
         select from said r
          where r.kind = 'rollback_' || s.kind and r.at >= s.at and (r.source = 'house' or s.source = 'feed')
            and (s.kind = 'result' or (r.starts_at is not distinct from s.starts_at and r.ends_at is not distinct from s.ends_at)))
  )
  select exists (select from standing s where s.kind = 'cancel' and s.starts_at is null and s.ends_at is null),
         coalesce((select range_agg(case when s.starts_at <= s.taken_at or s.starts_at is null
                                         then tstzrange(s.starts_at, least(s.ends_at, s.taken_at), '[]') else 'empty' end)
                     from standing s
                    where s.kind = 'cancel' and (s.starts_at is not null or s.ends_at is not null)), '{}'),
         n.certainty, n.outcomes,
         (select min(s.decided_at) from standing s where s.kind = 'result' and s.outcomes = n.outcomes)
    from (values (1)) one
    left join (select s.certainty, s.outcomes from standing s where s.kind = 'result'
                order by s.certainty desc, s.at desc, s.id desc limit 1) n on true
$$;

/*
 * Takes what these changes say about results into the journal and brings the markets to what then holds. A market whose
 * truth moved gets a new settlement version and an outbox row; one that is only confirmed keeps its version. The events
 * are locked by the caller. p_versions: {event id: new version}.
 */
create function take_settlements(p_changes jsonb, p_versions jsonb) returns void
language plpgsql as $$
declare
  touched text[];
  rewritten text[];
  moment timestamptz := clock_timestamp();
  tolerance interval;
begin
  select make_interval(secs => coalesce((p.rules->>'pastPostToleranceMs')::numeric, 0)::double precision / 1000) into tolerance
    from betting_policy p order by p.version desc limit 1;
  tolerance := coalesce(tolerance, interval '0');

  insert into market_settlement (market_id, kind, source, at, certainty, outcomes, decided_at)
  select m.id, 'result', case when r.timestamp is null then 'house' else 'feed' end,
         coalesce('epoch'::timestamptz + r.timestamp * interval '1 ms', clock_timestamp()), r.certainty,
         (select jsonb_object_agg(u.key, jsonb_build_object('result', u.result, 'voidFactor', u."voidFactor",
                                                            'deadHeatFactor', u."deadHeatFactor"))
            from jsonb_to_recordset(r.outcomes) as u(key text, result smallint, "voidFactor" numeric, "deadHeatFactor" jsonb)),
         case when r.timestamp is not null then moment - coalesce(r."lateMs", 0) * interval '1 ms' - tolerance end
    from jsonb_array_elements(p_changes) c,
         jsonb_to_recordset(coalesce(c->'results', '[]')) as r("marketId" text, certainty smallint, cancelled boolean, outcomes jsonb,
                                                  timestamp bigint, "lateMs" bigint)
    join market m on m.id = r."marketId"
   where not r.cancelled and jsonb_array_length(r.outcomes) > 0
  on conflict do nothing;

  insert into market_settlement (market_id, kind, source, at, starts_at, ends_at)
  select m.id, w.kind, case when w.timestamp is null then 'house' else 'feed' end,
         coalesce('epoch'::timestamptz + w.timestamp * interval '1 ms', clock_timestamp()),
         'epoch'::timestamptz + w.starts * interval '1 ms', 'epoch'::timestamptz + w.ends * interval '1 ms'
    from (
      select r."marketId" as market_id, 'cancel' as kind, r.timestamp, null::bigint as starts, null::bigint as ends
        from jsonb_array_elements(p_changes) c,
             jsonb_to_recordset(coalesce(c->'results', '[]')) as r("marketId" text, cancelled boolean, timestamp bigint)
       where r.cancelled
      union all
      select k."marketId", k.kind, k.timestamp, k."startsAt", k."endsAt"
        from jsonb_array_elements(p_changes) c,
             jsonb_to_recordset(coalesce(c->'corrections', '[]')) as k("marketId" text, kind text, timestamp bigint, "startsAt" bigint,
                                                          "endsAt" bigint)
    ) w join market m on m.id = w.market_id
  on conflict do nothing;

  touched := array(
    select distinct r."marketId" from jsonb_array_elements(p_changes) c,
           jsonb_to_recordset(coalesce(c->'results', '[]') || coalesce(c->'corrections', '[]')) as r("marketId" text)
     order by 1);

  with target as materialized (
    select m.id, s.cancelled, s.outcomes from market m, lateral market_standing(m.id) s where m.id = any(touched)
  ), told as (
    select o.market_id, o.key, t.cancelled or t.outcomes is not null as decided,
           case when t.cancelled then 0 else (t.outcomes->o.key->>'result')::smallint end as result,
           case when t.cancelled then 1 else (t.outcomes->o.key->>'voidFactor')::numeric end as void_factor,
           case when not t.cancelled then (t.outcomes->o.key->'deadHeatFactor'->>'numerator')::integer end as numerator,
           case when not t.cancelled then (t.outcomes->o.key->'deadHeatFactor'->>'denominator')::integer end as denominator
      from target t join outcome o on o.market_id = t.id
  ), changed as (
    update outcome o set result = t.result, void_factor = t.void_factor, dead_heat_numerator = t.numerator,
                         dead_heat_denominator = t.denominator, active = o.active and not t.decided
      from told t
     where o.market_id = t.market_id and o.key = t.key
       and (o.result, o.void_factor, o.dead_heat_numerator, o.dead_heat_denominator)
           is distinct from (t.result, t.void_factor, t.numerator, t.denominator)
    returning o.market_id)
  select array(select distinct market_id from changed) into rewritten;

  with target as materialized (
    select m.id, m.event_id, s.*,
           case when s.cancelled then -4 when s.outcomes is not null then -3 when m.status <= -3 then -1 else m.status end::smallint as status
      from market m, lateral market_standing(m.id) s where m.id = any(touched)
  ), judged as (
    select t.*, m.id = any(rewritten) or m.status <> t.status or m.void_windows <> t.void_windows
                or (t.status = -3 and m.decided_at is distinct from t.decided_at) as moved
      from target t join market m on m.id = t.id
  ), written as (
    update market m
       set status = j.status, void_windows = j.void_windows, decided_at = j.decided_at,
           certainty = case when j.cancelled then 2 else j.certainty end,
           settled_at = case when j.status > -3 then null when j.moved then clock_timestamp() else m.settled_at end,
           settlement_version = m.settlement_version + j.moved::integer,
           version = case when j.moved then (p_versions->>j.event_id)::bigint else m.version end
      from judged j
     where m.id = j.id
       and (j.moved or m.certainty is distinct from case when j.cancelled then 2 else j.certainty end)
    returning m.id, m.event_id, m.settlement_version, j.moved
  )
  insert into outbox (kind, payload)
  select case w.settlement_version when 1 then 'market.settled' else 'market.corrected' end,
         jsonb_build_object('marketId', w.id, 'eventId', w.event_id, 'settlementVersion', w.settlement_version)
    from written w where w.moved order by w.id;
end $$;

/*
 * As before, but for results: those, and whatever takes them back, go through the journal.
 */
create or replace function apply_book(p_changes jsonb) returns table (event_id text, version bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  versions jsonb;
begin
  perform pg_advisory_xact_lock(k) from (
    select distinct book_lock_key('event', c->>'eventId') as k from jsonb_array_elements(p_changes) c order by 1) keys;

  select jsonb_object_agg(id, v) into versions
    from (select id, nextval('book_version') as v from (select distinct c->>'eventId' as id from jsonb_array_elements(p_changes) c) d) n;

  update event e set
    status = coalesce((c->>'status')::smallint, e.status),
    score = coalesce(c->'score', e.score),
    feed_timestamp = greatest(e.feed_timestamp, coalesce((c->>'feedTimestamp')::bigint, 0)),
    ended_at = coalesce(e.ended_at, case when (c->>'status')::smallint in (3, 4, 5, 9) then clock_timestamp() end),
    version = (versions->>e.id)::bigint,
    updated_at = clock_timestamp()
  from jsonb_array_elements(p_changes) c where e.id = c->>'eventId';

  insert into incident (event_id, number, kind, side, clock_seconds, phase, player_name, detail, revoked)
  select c->>'eventId', i.number, i.kind, i.side, i."clockSeconds", i.phase, i."playerName", i.detail, coalesce(i.revoked, false)
    from jsonb_array_elements(p_changes) c,
         jsonb_to_recordset(coalesce(c->'incidents', '[]')) as i(number int, kind text, side text, "clockSeconds" int, phase text,
                                                  "playerName" text, detail jsonb, revoked boolean)
  on conflict (event_id, number) do update set revoked = excluded.revoked, detail = excluded.detail,
    player_name = excluded.player_name, kind = excluded.kind, side = excluded.side, clock_seconds = excluded.clock_seconds;

  -- A settled or cancelled market stays so: only results (below) or a rollback touch it again.
  insert into market as m (id, event_id, template, specifiers, status, version)
  select k.id, c->>'eventId', k.template, k.specifiers, k.status, (versions->>(c->>'eventId'))::bigint
    from jsonb_array_elements(p_changes) c,
         jsonb_to_recordset(coalesce(c->'markets', '[]')) as k(id text, template text, specifiers text, status smallint)
   order by k.id
  on conflict (id) do update set status = excluded.status, version = excluded.version
   where m.status > -3;

  insert into outcome as o (market_id, key, position, odds, probability, active)
  select k.id, u.key, u.position, u.odds, u.probability, u.active
    from jsonb_array_elements(p_changes) c,
         jsonb_to_recordset(coalesce(c->'markets', '[]')) as k(id text, outcomes jsonb),
         jsonb_to_recordset(k.outcomes) as u(key text, position smallint, odds bigint, probability double precision, active boolean),
         market m
   where m.id = k.id and m.status > -3
   order by k.id, u.key
  on conflict (market_id, key) do update
    set odds = excluded.odds, probability = excluded.probability, active = excluded.active, position = excluded.position;

  insert into price_history (market_id, version, prices)
  select k.id, (versions->>(c->>'eventId'))::bigint, jsonb_object_agg(u.key, u.odds)
    from jsonb_array_elements(p_changes) c,
         jsonb_to_recordset(coalesce(c->'markets', '[]')) as k(id text, outcomes jsonb),
         jsonb_to_recordset(k.outcomes) as u(key text, odds bigint)
   group by 1, 2
  on conflict do nothing;

  if exists (select from jsonb_array_elements(p_changes) c where c ? 'results' or c ? 'corrections') then
    perform take_settlements(p_changes, versions);
  end if;

  insert into suspension (scope, scope_id, source, reason)
  select 'event', c->>'eventId', 'danger', c->>'suspend' from jsonb_array_elements(p_changes) c where c->>'suspend' is not null
  on conflict (scope, scope_id, source) where lifted_at is null do update set reason = excluded.reason;

  update suspension s set lifted_at = clock_timestamp()
    from jsonb_array_elements(p_changes) c
   where s.scope = 'event' and s.scope_id = c->>'eventId' and s.source = 'danger' and s.lifted_at is null
     and (c->>'resume')::boolean;

  return query select key, value::bigint from jsonb_each_text(versions);
end $$;

-- what bets become of it -------------------------------------------------------------------------

drop function settle_market(text, integer);
drop function void_bet(uuid, text, uuid);
drop function settle_decided(uuid[], text, uuid);
drop function leg_factor(bigint, smallint, numeric, numeric);

/*
 * What a leg has become, and why: 'voided' by staff, 'cancel', 'past_post', 'result', or nothing yet (no row of values).
 * It multiplies the stake by factor / divisor: odds x dead heat (won), 0 (lost), 1 (void), (odds + 1) / 2 (half won),
 * 1/2 (half lost). Exact, so combining stays exact.
 */
create function leg_standing(
  p_voided boolean, p_placed_at timestamptz, p_odds bigint,
  p_status smallint, p_void_windows tstzmultirange, p_decided_at timestamptz,
  p_result smallint, p_void numeric, p_numerator integer, p_denominator integer
) returns table (reason text, result text, factor numeric, divisor integer)
language sql immutable parallel safe as $$
  select w.reason,
         case when w.reason in ('voided', 'cancel', 'past_post') then 'void'
              when w.reason = 'result' then leg_result(p_result, p_void) end,
         case when w.reason in ('voided', 'cancel', 'past_post') or (w.reason = 'result' and p_void = 1) then 1
              when w.reason is null then null
              when p_result = 1 and p_void = 0.5
                then (p_odds * 0.0001 * coalesce(p_numerator, 1) + coalesce(p_denominator, 1)) * 0.5
              when p_result = 1 then p_odds * 0.0001 * coalesce(p_numerator, 1)
              when p_void = 0.5 then 0.5
              else 0 end::numeric,
         case when w.reason = 'result' and p_result = 1 and p_void is distinct from 1 then coalesce(p_denominator, 1) else 1 end
    from (select case when p_voided then 'voided'
                      when p_status = -4 or p_placed_at <@ p_void_windows then 'cancel'
                      when p_status <> -3 or p_result is null then null
                      when p_placed_at > p_decided_at then 'past_post'
                      else 'result' end) w(reason)
$$;

/*
 * What a bet has become by its legs: nothing until every leg has a result or one has lost. Combined exactly and rounded
 * down once.
 */
create function bet_standing(p_bet_id uuid, p_stake bigint) returns table (result text, returned bigint)
language sql stable as $$
  select case when not g.decided then null
              when g.void then 'void'
              when g.lost then 'lost'
              when g.legs = 1 then g.only
              when g.returned < p_stake then 'half_lost'
              else 'won' end,
         case when g.decided then g.returned end
    from (select bool_or(l.result = 'lost') is true as lost, bool_and(l.result is not distinct from 'void') as void,
                 bool_and(l.result is not null) or bool_or(l.result = 'lost') is true as decided,
                 count(*) as legs, min(l.result) as only,
                 div(p_stake * product(coalesce(l.factor, 1)), product(l.divisor))::bigint as returned
            from bet_leg l where l.bet_id = p_bet_id) g
$$;

-- One step in the life of a bet: settled, corrected, or (without a result) reopened.
create type bet_step as (
  bet_id uuid, player_id uuid, account_id bigint, currency char(3), stake bigint, version integer, was text, result text,
  returned bigint, cause text
);

/*
 * Brings bets to what their legs say: pays what is newly decided, takes back what no longer is, replaces what came out
 * differently. Money is taken back by transfers that reverse the settlement's own, in full; what the player no longer has
 * is booked as owed. The bets are locked by the caller; p_causes says why, bet by bet. Returns how many moved.
 */
create function settle_bets(p_bet_ids uuid[], p_causes text[], p_by uuid) returns integer
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
        join ledger_transfer t on t.id = settlement_transfer_id(s.bet_id, s.version - 1, v.purpose)
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
 * Brings the legs of a market to what holds of it now, and their bets with them, at most p_limit bets a call. Returns how
 * many bets it looked at: call again until it is zero. Calling it at any time, any number of times, is safe; so is calling
 * it while the market is settled anew, for a leg only ever moves on to a newer settlement version.
 */
create function settle_market(p_market_id text, p_limit integer) returns integer
language plpgsql security definer set search_path = public set enable_seqscan = off as $$
declare
  bet_ids uuid[];
  moved uuid[];
  causes text[];
begin
  bet_ids := array(
    select b.id from bet b
     where b.id in (select l.bet_id from bet_leg l
                     where l.market_id = p_market_id
                       and l.settlement_version < (select m.settlement_version from market m where m.id = p_market_id) limit p_limit)
     order by b.id for no key update);

  if cardinality(bet_ids) = 0 then
    perform from market m where m.id = p_market_id for no key update;
    update market m set settled_through = m.settlement_version
     where m.id = p_market_id and m.settled_through < m.settlement_version
       and not exists (select from bet_leg l where l.market_id = m.id and l.settlement_version < m.settlement_version);
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

/*
 * Staff void one bet: every leg is void, for good, and the stake goes back. 'voided', 'unknown_bet' or 'already_settled'.
 */
create function void_bet(p_bet_id uuid, p_reason text, p_by uuid) returns text
language plpgsql security definer set search_path = public as $$
declare
  found_status text;
begin
  select status into found_status from bet where id = p_bet_id for no key update;
  if not found then return 'unknown_bet'; end if;
  if found_status <> 'open' then return 'already_settled'; end if;
  update bet set void_reason = p_reason where id = p_bet_id;
  update bet_leg set result = 'void', factor = 1, divisor = 1 where bet_id = p_bet_id;
  perform settle_bets(array[p_bet_id], array['void:' || p_reason], p_by);
  return 'voided';
end $$;
revoke execute on function settle_bets, settle_market, void_bet, take_settlements from public;
grant execute on function settle_market, void_bet, take_settlements to evens_app;
