-- catalogue --------------------------------------------------------------------------------------

create table sport (
  id        text    primary key,
  name      text    not null,
  position  integer not null default 0
);

create table competition (
  id            text primary key,
  sport_id      text not null references sport,
  -- The region that it is listed under ("International", "England").
  category      text not null,
  name          text not null,
  country_code  text
);

create table competitor (
  id            text primary key,
  name          text not null,
  short_name    text not null,
  -- ISO 3166-1 alpha-2, or a subdivision such as gb-eng; null draws a monogram.
  country_code  text
);

-- Every change of an event's state or of one of its markets draws the next number under the event's lock, so a reader
-- that has seen version v of an event asks for what is above v and misses nothing.
create sequence book_version;

create table event (
  id              text        primary key,
  provider        text        not null,
  competition_id  text        not null references competition,
  home_id         text        not null references competitor,
  away_id         text        not null references competitor,
  starts_at       timestamptz not null,
  -- 0 not started, 1 live, 2 suspended, 3 ended, 4 closed, 5 cancelled, 6 delayed, 7 interrupted, 8 postponed, 9 abandoned
  status          smallint    not null default 0,
  -- The scoreboard as lib/sportsbook/catalogue/schema.ts shapes it.
  score           jsonb       not null default '{}',
  version         bigint      not null default 0,
  -- The provider's time (ms) of the newest message that was applied; older ones change nothing.
  feed_timestamp  bigint      not null default 0,
  ended_at        timestamptz,
  created_at      timestamptz not null default clock_timestamp(),
  updated_at      timestamptz not null default clock_timestamp()
);
create index event_open on event (status, starts_at) where status in (0, 1, 2, 6, 7);
create index event_competition on event (competition_id, starts_at);
create index event_recent on event (starts_at desc);

-- What happened in a match, for timelines and statistics. A goal that VAR takes back stays, marked.
create table incident (
  event_id      text        not null references event,
  number        integer     not null,
  kind          text        not null,
  side          text        check (side in ('home', 'away')),
  clock_seconds integer     not null,
  phase         text        not null,
  player_name   text,
  detail        jsonb,
  revoked       boolean     not null default false,
  at            timestamptz not null default clock_timestamp(),
  primary key (event_id, number)
);

-- feeds ------------------------------------------------------------------------------------------

create table feed_provider (
  id                text        primary key,
  state             text        not null default 'down' check (state in ('up', 'down', 'recovering', 'delayed')),
  state_since       timestamptz not null default clock_timestamp(),
  last_alive_at     timestamptz,
  last_message_at   timestamptz,
  lag_ms            integer     not null default 0,
  messages          bigint      not null default 0,
  rejected          bigint      not null default 0,
  lease_owner       uuid,
  lease_until       timestamptz,
  -- What the provider needs to go on where it stopped.
  cursor            jsonb       not null default '{}'
);

-- Every message as it came, and what became of it.
create table feed_message (
  id                  bigint      generated always as identity primary key,
  provider            text        not null,
  event_id            text,
  kind                text,
  provider_timestamp  bigint,
  received_at         timestamptz not null default clock_timestamp(),
  fate                text        not null check (fate in ('applied', 'duplicate', 'outdated', 'rejected', 'unchanged')),
  error               text,
  raw                 text        not null
);
create index feed_message_event on feed_message (event_id, id);
create index feed_message_rejected on feed_message (provider, id) where fate = 'rejected';

-- markets ----------------------------------------------------------------------------------------

create table market (
  -- event id . template [~ specifiers], so that everyone can compute it
  id                  text        primary key,
  event_id            text        not null references event,
  template            text        not null,
  specifiers          text        not null default '',
  -- What the feed says: 1 active, 0 inactive, -1 suspended, -2 handed over, -3 settled, -4 cancelled.
  status              smallint    not null default 1 check (status between -4 and 1),
  version             bigint      not null,
  settlement_version  integer     not null default 0,
  certainty           smallint,
  settled_at          timestamptz,
  created_at          timestamptz not null default clock_timestamp(),
  unique (event_id, template, specifiers)
);
create index market_changed on market (event_id, version);

create table outcome (
  market_id         text    not null references market,
  key               text    not null,
  position          smallint not null,
  -- Decimal odds x 10000; null is not offered.
  odds              bigint,
  -- Fair probability by the model that made the price.
  probability       double precision,
  active            boolean not null default true,
  -- 0 lost, 1 won; with void_factor 1 refunded, 0.5 half; null undecided.
  result            smallint check (result in (0, 1)),
  void_factor       numeric(2,1) check (void_factor in (0.5, 1)),
  dead_heat_factor  numeric(9,8) check (dead_heat_factor > 0 and dead_heat_factor <= 1),
  primary key (market_id, key)
);

-- A market's prices each time they changed: {outcome key: odds}.
create table price_history (
  market_id text        not null,
  version   bigint      not null,
  at        timestamptz not null default clock_timestamp(),
  prices    jsonb       not null,
  primary key (market_id, version)
);

-- Why nothing can be bet: who stopped what, when and for which reason, and who let it go again. Several may cover one
-- market at once (a penalty, a trader, a silent provider); it is open when none does.
create table suspension (
  id          bigint      generated always as identity primary key,
  scope       text        not null check (scope in ('market', 'event', 'provider', 'sport', 'all')),
  scope_id    text        not null default '',
  source      text        not null check (source in ('danger', 'provider', 'staff')),
  reason      text        not null,
  note        text,
  by          uuid,
  at          timestamptz not null default clock_timestamp(),
  lifted_by   uuid,
  lifted_at   timestamptz
);
create unique index suspension_standing on suspension (scope, scope_id, source) where lifted_at is null;
create index suspension_history on suspension (scope, scope_id, id desc);

-- What the house stands to pay and has taken, by outcome, in minor units of the base currency. Split over shards, so
-- that bets on one popular outcome do not wait for one row.
create table market_exposure (
  market_id   text     not null,
  outcome_key text     not null,
  shard       smallint not null,
  bets        bigint   not null default 0,
  stake       bigint   not null default 0,
  payout      bigint   not null default 0,
  primary key (market_id, outcome_key, shard)
);

grant select, insert, update on sport, competition, competitor, event, incident, feed_provider, market, outcome,
  suspension, market_exposure to evens_app;
grant select, insert on feed_message, price_history to evens_app;
grant usage on sequence book_version to evens_app;

-- Locks. A bet holds shared locks on everything it reads; who changes or closes that holds it alone. They live in
-- memory, so a popular match costs no writes, and they are always taken in this order: all, then events by id.
create function book_lock_key(p_scope text, p_id text) returns bigint
language sql immutable parallel safe as $$ select hashtextextended(p_scope || ':' || p_id, 1) $$;

/*
 * Is a market of this event stopped, and why? The widest standing suspension, or null.
 */
create function standing_suspension(p_market_id text, p_event_id text, p_provider text, p_sport_id text) returns text
language sql stable as $$
  select s.source || ':' || s.reason from suspension s
   where s.lifted_at is null
     and (s.scope, s.scope_id) in (('all', ''), ('sport', p_sport_id), ('provider', p_provider), ('event', p_event_id),
                                   ('market', p_market_id))
   order by array_position(array['all', 'sport', 'provider', 'event', 'market'], s.scope), s.id
   limit 1
$$;

/*
 * Applies what a feed or a trader's model says about events: scoreboards, incidents, markets, prices, results, dangers.
 * One call is one transaction; each event in it gets one new version. Shape: lib/sportsbook/markets/schema.ts, BookChange.
 * Returns the events and their new versions.
 */
create function apply_book(p_changes jsonb) returns table (event_id text, version bigint)
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

  -- Results. The newest certainty wins: a confirmed result is not overwritten by a scouted one.
  with said as (
    select c->>'eventId' as event_id, r."marketId" as market_id, r.cancelled, r.certainty, r.outcomes
      from jsonb_array_elements(p_changes) c,
           jsonb_to_recordset(coalesce(c->'results', '[]')) as r("marketId" text, certainty smallint, cancelled boolean, outcomes jsonb)
  ), settled as (
    update market m
       set status = case when s.cancelled then -4 else -3 end, certainty = s.certainty, settled_at = clock_timestamp(),
           settlement_version = m.settlement_version + 1, version = (versions->>s.event_id)::bigint
      from said s
     where m.id = s.market_id and m.status > -3
    returning m.id, m.event_id, m.settlement_version
  ), decided as (
    update outcome o set result = u.result, void_factor = u."voidFactor", dead_heat_factor = u."deadHeatFactor", active = false
      from said s
      join settled t on t.id = s.market_id,
           jsonb_to_recordset(s.outcomes) as u(key text, result smallint, "voidFactor" numeric, "deadHeatFactor" numeric)
     where o.market_id = s.market_id and o.key = u.key
  )
  insert into outbox (kind, payload)
  select 'market.settled', jsonb_build_object('marketId', t.id, 'eventId', t.event_id, 'settlementVersion', t.settlement_version)
    from settled t;

  insert into suspension (scope, scope_id, source, reason)
  select 'event', c->>'eventId', 'danger', c->>'suspend' from jsonb_array_elements(p_changes) c where c->>'suspend' is not null
  on conflict (scope, scope_id, source) where lifted_at is null do update set reason = excluded.reason;

  update suspension s set lifted_at = clock_timestamp()
    from jsonb_array_elements(p_changes) c
   where s.scope = 'event' and s.scope_id = c->>'eventId' and s.source = 'danger' and s.lifted_at is null
     and (c->>'resume')::boolean;

  return query select key, value::bigint from jsonb_each_text(versions);
end $$;

/*
 * Stops betting on a market, an event, a provider, a sport or everything, or lets it go again. Returns the events whose
 * readers must hear of it. After it commits, no bet that read the older state can be accepted.
 */
create function set_suspension(
  p_scope text, p_scope_id text, p_source text, p_on boolean, p_reason text, p_note text, p_by uuid
) returns table (event_id text, version bigint)
language plpgsql as $$
#variable_conflict use_column
declare
  ids text[];
begin
  if p_scope in ('market', 'event') then
    ids := array(select case when p_scope = 'event' then p_scope_id else (select m.event_id from market m where m.id = p_scope_id) end);
    perform pg_advisory_xact_lock(book_lock_key('event', ids[1]));
  else
    perform pg_advisory_xact_lock(book_lock_key('all', ''));
    ids := array(
      select e.id from event e join competition c on c.id = e.competition_id
       where e.status in (0, 1, 2, 6, 7)
         and case p_scope when 'all' then true when 'provider' then e.provider = p_scope_id else c.sport_id = p_scope_id end);
    perform pg_advisory_xact_lock(k) from (select distinct book_lock_key('event', i) as k from unnest(ids) i order by 1) keys;
  end if;

  if p_on then
    insert into suspension (scope, scope_id, source, reason, note, by)
    values (p_scope, p_scope_id, p_source, p_reason, p_note, p_by)
    on conflict (scope, scope_id, source) where lifted_at is null do update set reason = excluded.reason, note = excluded.note;
  else
    update suspension set lifted_at = clock_timestamp(), lifted_by = p_by
     where scope = p_scope and scope_id = p_scope_id and source = p_source and lifted_at is null;
  end if;

  return query
    update event e set version = nextval('book_version'), updated_at = clock_timestamp()
     where e.id = any(ids) returning e.id, e.version;
end $$;
