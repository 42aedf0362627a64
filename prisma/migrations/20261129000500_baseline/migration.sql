-- Roles, schemas, types, tables, indexes and grants. Functions, views and triggers have their sources in lib/**/sql and are applied
-- after the migrations (docs/adr/0025-keep-one-source-file-per-sql-object.md).

-- The application's role. It owns nothing: migrations run as the owner and grant, table by table, what it may do.
-- Roles belong to the whole server, so two databases migrating at once may both try: the second one finds it made.
do $$
begin
  if not exists (select from pg_roles where rolname = 'evens_app') then
    create role evens_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;

-- Lets the owner's login act as the application's role (SET ROLE at connect).
do $$
begin
  execute format('grant evens_app to %I', current_user);
exception when others then
  if not pg_has_role(current_user, 'evens_app', 'member') then raise; end if;
end $$;

grant usage on schema public to evens_app;

-- No function is executable by everyone. Functions with their owner's rights are granted one by one in their sources; those with their
-- caller's rights add none, and lib/platform/database/grants.ts grants them to the application together.
alter default privileges revoke execute on functions from public;

-- Tables that grow without end are divided by month: an index is as large as its month, and an old month leaves as a whole.
-- Months lie in the schema "months", detached months in "archive". The application's role may use neither: it reaches a month through
-- its parent only, with the parent's rights. There is no default partition: months are made ahead at every start and daily, and keys
-- come from the database's clock. The list of these tables is lib/platform/database/sql/partitioned.sql.
create schema months;
create schema archive;

-- platform ---------------------------------------------------------------------------------------

-- Events leave through here: written in the transaction that they tell of, relayed at least once.
create table outbox (
  id          bigint generated always as identity primary key,
  kind        text        not null,
  payload     jsonb       not null,
  request_id  text,
  created_at  timestamptz not null default clock_timestamp()
);
-- Relays lock the rows that they take, which asks for the right to update a column. The id is always generated, so this
-- lets nobody change anything.
grant select, insert (kind, payload, request_id), delete, update (id) on outbox to evens_app;

-- One row for each running process, for the health page. A row whose beat is old belongs to a process that has ended.
create table process_beat (
  instance    uuid        primary key,
  process     text        not null,
  pid         integer     not null,
  host        text        not null,
  started_at  timestamptz not null,
  beat_at     timestamptz not null default clock_timestamp(),
  figures     jsonb       not null default '{}'
);
grant select, insert (instance, process, pid, host, started_at, figures), update (beat_at, figures), delete on process_beat to evens_app;

-- What every process measured of itself, a few times a minute and for a day, for the health page.
create table process_sample (
  instance  uuid        not null,
  at        timestamptz not null default clock_timestamp(),
  process   text        not null,
  figures   jsonb       not null,
  primary key (instance, at)
);
create index process_sample_at on process_sample (at);
grant select, insert (instance, process, figures), delete on process_sample to evens_app;

-- Points of rate-limiter-flexible's PostgreSQL store (its own shape).
create table rate_limit (
  key     varchar(255) primary key,
  points  integer      not null default 0,
  expire  bigint
);
grant select, insert (key, points, expire), update (points, expire), delete on rate_limit to evens_app;

-- Months that were detached. Each stays a table in the schema "archive", for the operator to dump and drop.
create table detached_month (
  parent       text        not null,
  starts_at    timestamptz not null,
  ends_at      timestamptz not null,
  detached_at  timestamptz not null default clock_timestamp(),
  primary key (parent, starts_at)
);
grant select on detached_month to evens_app;

-- audit ------------------------------------------------------------------------------------------

create table audit_entry (
  id          bigint      primary key,
  at          timestamptz not null,
  actor_id    uuid,
  actor       text        not null,
  action      text        not null,
  subject     text        not null,
  reason      text,
  before      jsonb,
  after       jsonb,
  request_id  text,
  prev_hash   bytea       not null,
  hash        bytea       not null unique,
  -- The session that it was done under.
  session_id  uuid
);
create index audit_entry_subject on audit_entry (subject, id desc);
create index audit_entry_actor on audit_entry (actor_id, id desc);
create index audit_entry_action on audit_entry (action text_pattern_ops, id desc);
grant select on audit_entry to evens_app;

-- players ----------------------------------------------------------------------------------------

create table player (
  id              uuid        primary key,
  email           text        not null unique check (email = lower(email)),
  password_hash   text        not null,
  display_name    text        not null,
  role            text        not null default 'player' check (role in ('player', 'admin')),
  status          text        not null default 'active' check (status in ('active', 'suspended', 'closed')),
  country         char(2)     not null,
  currency        char(3)     not null,
  birth_date      date        not null,
  -- Share of the ordinary stake limits, in basis points: 10000 is the full limit.
  stake_factor_bp integer     not null default 10000 check (stake_factor_bp between 0 and 1000000),
  settings        jsonb       not null default '{}',
  created_at      timestamptz not null default clock_timestamp(),
  -- Accounts of demo mode, whose password is public. Only the seed makes them, as the owner; the application may not set this.
  demo            boolean     not null default false
);
grant select, insert (id, email, password_hash, display_name, country, currency, birth_date, settings),
      update (password_hash, settings) on player to evens_app;

-- A sign-in on one device. The cookie only names it; revoking the row ends it everywhere at once.
create table session (
  id            uuid        primary key,
  player_id     uuid        not null references player,
  created_at    timestamptz not null default clock_timestamp(),
  last_seen_at  timestamptz not null default clock_timestamp(),
  expires_at    timestamptz not null,
  revoked_at    timestamptz,
  revoked_by    uuid,
  ip            text,
  user_agent    text
);
create index session_player on session (player_id, created_at desc);
grant select, insert (id, player_id, last_seen_at, expires_at, ip, user_agent),
      update (last_seen_at, revoked_at, revoked_by) on session to evens_app;

-- ledger -----------------------------------------------------------------------------------------

-- A balance is credits less debits, so what we owe a player is positive and cash we hold is negative. Accounts of players keep a running
-- balance that is checked and locked; accounts of the operator are append-only and summed, so that no bet waits for another bet's row.
create table ledger_account (
  id        bigint  generated always as identity primary key,
  kind      text    not null check (kind in (
              'player_cash', 'player_bonus', 'player_receivable', 'open_bets', 'sportsbook_income', 'casino_income',
              'promotions_expense', 'deposits_clearing', 'withdrawals_pending', 'payment_fees',
              'chargebacks_receivable', 'adjustments')),
  -- The player, for a player's account; null for the operator's.
  owner_id  uuid,
  -- Tells accounts of one kind apart: the payment provider of a clearing account, the studio of a casino income.
  detail    text    not null default '',
  currency  char(3) not null,
  -- Only kept for players' accounts; zero and unused for the operator's (see ledger_balance).
  balance   bigint  not null default 0,
  held      bigint  not null default 0 check (held >= 0),
  version   bigint  not null default 0,
  minimum   bigint  not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  -- Numbers the changes of what is held, as version numbers those of the balance.
  hold_version bigint not null default 0,
  constraint ledger_account_owner check ((kind like 'player\_%') = (owner_id is not null)),
  constraint ledger_account_minimum check (balance - held >= minimum),
  -- What a player owes is a negative balance, as deep as it has to be; the operator never owes on it.
  constraint ledger_account_receivable check (kind <> 'player_receivable' or balance <= 0)
)
-- Half-empty pages keep a balance's next version on the page of the one before (HOT), so indexes stay as they are.
with (fillfactor = 50);
create unique index ledger_account_identity on ledger_account (owner_id, kind, currency, detail) nulls not distinct;
-- The operator's accounts, and who owes: small indexes beside the one that grows with the players.
create index ledger_account_house on ledger_account (kind, currency) where owner_id is null;
create index ledger_account_receivable on ledger_account (owner_id) where kind = 'player_receivable';

create table ledger_transfer (
  -- Made by the caller: the same id with the same content is the same transfer, with other content a refusal.
  id          uuid        primary key,
  -- Accounts, without foreign keys: a key check would lock the one row of the operator that all bets share.
  -- ledger_write_entries finds both accounts before it writes, and an invariant looks for orphans.
  debit_id    bigint      not null,
  credit_id   bigint      not null,
  amount      bigint      not null check (amount > 0),
  currency    char(3)     not null,
  code        text        not null,
  -- What it is about: a bet, a deposit.
  reference   text        not null,
  -- A transfer that undoes another names it; nothing is undone twice.
  reverses_id uuid,
  created_at  timestamptz not null default clock_timestamp(),
  check (debit_id <> credit_id)
);
create unique index ledger_transfer_reverses on ledger_transfer (reverses_id) where reverses_id is not null;
-- Stake, settlement and return of a bet have ids that begin with the bet's own time, so they are found by their key, and
-- need not be indexed by what they are about as well.
create index ledger_transfer_reference on ledger_transfer (reference)
  where code not in ('bet_stake', 'bet_stake_settled', 'bet_return', 'bet_refund');

-- Both entries of a transfer are written by one statement, once, because ledger_transfer, which is not divided, has its id once; both
-- carry its time, and an invariant counts them. They are read by account: there is no index by transfer.
-- (account_id, version) is unique within a month by index (partition_make), over all by the lock on the account, and by an invariant.
create table ledger_entry (
  transfer_id   uuid        not null,
  account_id    bigint      not null,
  -- Signed: a credit is positive, a debit negative.
  amount        bigint      not null check (amount <> 0),
  -- Players' accounts only: the account's version and balance with this entry applied.
  version       bigint,
  balance_after bigint,
  created_at    timestamptz not null
) partition by range (created_at);
create index ledger_entry_house on ledger_entry (account_id, created_at) where version is null;

-- A pending transfer: the money is set aside on the debited account until it is posted, voided or has expired.
create table ledger_hold (
  id          uuid        primary key,
  debit_id    bigint      not null references ledger_account,
  credit_id   bigint      not null references ledger_account,
  amount      bigint      not null check (amount > 0),
  currency    char(3)     not null,
  code        text        not null,
  reference   text        not null,
  expires_at  timestamptz not null,
  created_at  timestamptz not null default clock_timestamp(),
  check (debit_id <> credit_id)
);
create index ledger_hold_expiry on ledger_hold (expires_at);

-- How a hold ended. One row at most, and never changed: the primary key is what makes a second ending impossible.
create table ledger_hold_end (
  hold_id     uuid        primary key references ledger_hold,
  kind        text        not null check (kind in ('posted', 'voided', 'expired')),
  -- The transfer that a posting made, for the posted part; the rest of the hold is released.
  transfer_id uuid        references ledger_transfer,
  posted      bigint      not null default 0 check (posted >= 0),
  created_at  timestamptz not null default clock_timestamp(),
  check ((kind = 'posted') = (transfer_id is not null))
);

-- Sums of the operator's accounts over days that can no longer change.
create table ledger_rollup (
  account_id  bigint      not null references ledger_account,
  day         date        not null,
  amount      bigint      not null,
  entries     bigint      not null,
  primary key (account_id, day)
);

-- What the detached entries of an account come to: a player's balance and version after the last of them, the operator's sum.
create table ledger_carried (
  account_id  bigint  primary key references ledger_account,
  amount      bigint  not null,
  entries     bigint  not null
);
grant select on ledger_account, ledger_transfer, ledger_entry, ledger_hold, ledger_hold_end, ledger_rollup, ledger_carried to evens_app;

create type ledger_posting as (
  id uuid, debit_id bigint, credit_id bigint, amount bigint, currency char(3), code text, reference text,
  reverses_id uuid
);

-- cashier ----------------------------------------------------------------------------------------

-- Money that a player brought in. Written in the transaction that moves it.
create table deposit (
  id               uuid        primary key,
  player_id        uuid        not null references player,
  provider         text        not null,
  amount           bigint      not null check (amount > 0),
  currency         char(3)     not null,
  status           text        not null check (status in ('completed')),
  -- In one form: two keys that differ in letter case are one key.
  idempotency_key  text        not null constraint deposit_key_canonical check (idempotency_key = lower(idempotency_key)),
  input_hash       bytea       not null,
  transfer_id      uuid        not null unique references ledger_transfer,
  created_at       timestamptz not null default clock_timestamp(),
  unique (player_id, idempotency_key)
);
create index deposit_player on deposit (player_id, created_at desc);
grant select, insert (id, player_id, provider, amount, currency, status, idempotency_key, input_hash, transfer_id) on deposit to evens_app;

-- catalogue --------------------------------------------------------------------------------------
-- Columns that the application may update are granted by lib/platform/database/grants.ts: all but those that identify a row.

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
grant usage on sequence book_version to evens_app;

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
  updated_at      timestamptz not null default clock_timestamp(),
  -- The provider's time (ms) of the newest fixture or fixture change: they have an order of their own.
  fixture_timestamp bigint    not null default 0,
  status_at       timestamptz not null default clock_timestamp(),
  started_at      timestamptz
);
create index event_open on event (status, starts_at) where status in (0, 1, 2, 6, 7);
create index event_competition on event (competition_id, starts_at);
create index event_recent on event (starts_at desc);
create index event_abandoned on event (status_at) where status in (7, 9);
create index event_waiting on event (starts_at) where status in (0, 6, 8);

-- Starts that an event had before: a bet is due to begin at the one that held when it was placed.
create table event_move (
  id          bigint      generated always as identity primary key,
  event_id    text        not null references event,
  -- The start until moved_at.
  starts_at   timestamptz not null,
  moved_at    timestamptz not null default clock_timestamp(),
  -- The rule for events that start too late has been applied, or can no longer apply.
  closed_at   timestamptz
);
create index event_move_event on event_move (event_id, id);
create index event_move_open on event_move (starts_at) where closed_at is null;
grant select, insert (event_id, starts_at) on event_move to evens_app;

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
  -- The event's version at which the incident was recorded or changed last, so that readers ask for newer ones only.
  version       bigint      not null default 0,
  primary key (event_id, number)
);
create index incident_changed on incident (event_id, version);
grant select, insert on sport, competition, competitor, event, incident to evens_app;

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
  cursor            jsonb       not null default '{}',
  -- When a recovery was last asked for: providers count the pause between two requests for all of our processes.
  recovery_asked_at timestamptz
);
grant select, insert on feed_provider to evens_app;

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
grant select, insert on feed_message to evens_app;
grant usage on sequence feed_message_id to evens_app;

-- markets ----------------------------------------------------------------------------------------

create table market (
  -- event id . template [~ specifiers], so that everyone can compute it
  id                  text        primary key,
  event_id            text        not null references event,
  template            text        not null,
  specifiers          text        not null default '',
  -- 1 active, 0 inactive, -1 suspended, -2 handed over, -3 settled, -4 cancelled.
  status              smallint    not null default 1 check (status between -4 and 1),
  version             bigint      not null,
  settlement_version  integer     not null default 0,
  certainty           smallint,
  settled_at          timestamptz,
  created_at          timestamptz not null default clock_timestamp(),
  -- Bets placed in these times are void.
  void_windows        tstzmultirange not null default '{}',
  -- The settlement version that all of its bets reflect.
  settled_through     integer     not null default 0,
  -- The groups that the provider stops it with; unknown when empty, and then any stop covers it.
  groups              text[]      not null default '{}',
  unique (event_id, template, specifiers)
);
create index market_changed on market (event_id, version);
create index market_to_settle on market (id) where settled_through < settlement_version;

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
  -- A dead heat is a fraction: a third of a stake of 3.00 is 1.00, which no decimal can express.
  dead_heat_numerator    integer check (dead_heat_numerator > 0),
  dead_heat_denominator  integer check (dead_heat_denominator >= dead_heat_numerator),
  -- By the database's clock: bets placed later knew the result.
  decided_at        timestamptz,
  primary key (market_id, key),
  constraint outcome_dead_heat check ((dead_heat_numerator is null) = (dead_heat_denominator is null))
);

-- A market's prices each time they changed: {outcome key: odds}. No version comes twice, for each is drawn once.
create table price_history (
  market_id text        not null,
  version   bigint      not null,
  at        timestamptz not null default clock_timestamp(),
  prices    jsonb       not null,
  primary key (market_id, version, at)
) partition by range (at);

-- Suspensions: who suspended what, when and why, and who lifted it. Several may cover one market at once (a penalty, a trader, a silent
-- provider); it is open when none does.
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

-- The settlement journal: every result and cancellation of a market and every entry that takes one back. Never changed: the effective
-- result is computed (market_standing), so messages may come twice, late and in any order.
create table market_settlement (
  id          bigint      generated always as identity primary key,
  market_id   text        not null references market,
  kind        text        not null check (kind in ('result', 'rollback_result', 'cancel', 'rollback_cancel')),
  -- 'house': staff, whom no provider takes back. 'rule': a rule of the sport (lib/sportsbook/catalogue/sport-rules.ts).
  source      text        not null check (source in ('feed', 'house', 'rule')),
  -- The provider's time of the message; for others the moment of the entry.
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
  -- The member of staff whose entry it is.
  by          uuid        references player,
  check ((kind = 'result') = (certainty is not null and outcomes is not null)),
  check (starts_at <= ends_at)
);
-- Two settlements of one market in the same millisecond are two entries when they list different results.
create unique index market_settlement_once on market_settlement
  (market_id, kind, source, at, certainty, starts_at, ends_at, md5(outcomes::text)) nulls not distinct;
grant select, insert on market, outcome, price_history, suspension, market_settlement to evens_app;

-- betting ----------------------------------------------------------------------------------------

-- The rules a bet is decided by. Rows are never changed: a decision names the version that it read.
create table betting_policy (
  version     integer     primary key,
  rules       jsonb       not null,
  created_at  timestamptz not null default clock_timestamp(),
  created_by  uuid
);

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
  -- What it counts towards in combination_exposure; null for singles.
  combination         uuid,
  combination_payout  bigint,
  check ((status = 'settled') = (result is not null and returned is not null and settled_at is not null)),
  check ((combination is null) = (combination_payout is null))
) partition by range (id);
create index bet_player on bet (player_id, id desc);
create index bet_open on bet (player_id, id desc) where status = 'open';
-- The table grows in the order of time, so a range index is a few pages and costs a writer nothing.
create index bet_placed_at on bet using brin (placed_at) with (pages_per_range = 16, autosummarize = on);
create index bet_settled_at on bet using brin (settled_at) with (pages_per_range = 16, autosummarize = on);

-- No foreign keys: to market and outcome a key check would write a lock into rows that every bet on the event shares; to bet
-- it would tie months together. A leg is only ever written with its bet, and an invariant looks for orphans.
create table bet_leg (
  bet_id              uuid     not null,
  position            smallint not null,
  event_id            text     not null,
  market_id           text     not null,
  outcome_key         text     not null,
  odds                bigint   not null,
  market_version      bigint   not null,
  -- The part of the operator's exposure that this leg carries, in minor units of the base currency.
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
-- A leg's settlement changes no indexed column, and its page has room for the new version (HOT): no index is written.
create index bet_leg_market on bet_leg (market_id, bet_id);

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

-- Rejected bets, with what the decision read.
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
grant select, insert (id, player_id, code, refusal, slip, decision) on bet_refusal to evens_app;

-- One idempotency key of a player names one bet, for as long as that bet is stored: whoever writes a row here under the lock of the
-- player's cash account owns the key. The bet's row follows in the same transaction, or later, when the bet is pending first; the key of
-- a bet that was rejected in the end stays taken. So bet_id is no foreign key.
create table bet_key (
  player_id        uuid  not null,
  -- In one form: two keys that differ in letter case are one key.
  idempotency_key  text  not null constraint bet_key_canonical check (idempotency_key = lower(idempotency_key)),
  bet_id           uuid  not null,
  -- The same key with other input is a refusal.
  input_hash       bytea not null,
  primary key (player_id, idempotency_key)
);

-- A bet between its receipt and its end, and what became of it. In-play delay: a bet with a leg in play is received, its stake is held,
-- and it is decided for good when its delay is over, on the prices, suspensions and limits of that moment. The id is that of the bet to
-- be, of its hold, and of the rejected bet that it may become.
create table pending_bet (
  id               uuid        primary key,
  player_id        uuid        not null,
  session_id       uuid,
  idempotency_key  text        not null constraint pending_bet_key_canonical check (idempotency_key = lower(idempotency_key)),
  currency         char(3)     not null,
  stake            bigint      not null check (stake > 0),
  -- What the decision at the receipt read, slip included. The decision at the end is with the bet or the rejected bet.
  decision         jsonb       not null,
  delay_ms         integer     not null check (delay_ms > 0),
  received_at      timestamptz not null,
  -- Later than received_at + delay_ms where a leg of a longer delay has gone in play since.
  due_at           timestamptz not null,
  outcome          text        check (outcome in ('accepted', 'refused')),
  ended_at         timestamptz,
  combination         uuid,
  combination_payout  bigint,
  check ((outcome is null) = (ended_at is null)),
  check (ended_at >= due_at),
  check ((combination is null) = (combination_payout is null))
) partition by range (id);
create index pending_bet_due on pending_bet (due_at) where ended_at is null;
create index pending_bet_waiting on pending_bet (player_id) where ended_at is null;

-- The slip that a player is filling, the same on every device. The newest version wins.
create table draft_slip (
  player_id   uuid        primary key,
  slip        jsonb       not null,
  version     bigint      not null default 1,
  updated_at  timestamptz not null default clock_timestamp()
);
grant select, insert (player_id, slip), update (slip, version, updated_at) on draft_slip to evens_app;

-- What the operator stands to pay and has taken, by outcome, in minor units of the base currency. Split over shards, so
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

-- What a player has staked on an outcome, in minor units of the player's currency: by singles and, with the whole stake on each
-- leg, by accumulators; from the receipt of a bet, and whatever its result, unless it was rejected or is void. Written under the
-- lock of the player's cash account. Rows of events that are long over are deleted (player_stakes_forget).
create table player_stake (
  player_id    uuid    not null,
  event_id     text    not null,
  market_id    text    not null,
  outcome_key  text    not null,
  stake        bigint  not null check (stake >= 0),
  -- Bets of one moment are on few events: by event first, they touch few pages of the index.
  primary key (event_id, player_id, market_id, outcome_key)
) with (fillfactor = 80);

-- What all open and pending accumulators on one set of outcomes would pay, in minor units of the base currency. There is a row
-- only while there is such a bet. Written under an advisory lock of the combination, so that the limit holds exactly.
create table combination_exposure (
  combination  uuid     primary key,
  bets         integer  not null check (bets > 0),
  payout       bigint   not null check (payout >= 0)
) with (fillfactor = 80);
grant select on betting_policy, bet, bet_leg, bet_settlement, bet_key, pending_bet, market_exposure, player_stake, combination_exposure
  to evens_app;

create type bet_input as (
  id uuid, player_id uuid, session_id uuid, kind text, currency char(3), stake bigint, odds bigint, potential_return bigint,
  odds_choice text, idempotency_key text, input_hash text, decision jsonb, policy_version integer, delay_ms integer,
  outcome_stake_max bigint, market_stake_max bigint, event_stake_max bigint,
  combination uuid, combination_payout bigint, combination_payout_max bigint
);
-- bet_number: the place of the leg's bet in the same call, from 1.
create type bet_leg_input as (
  bet_number integer, position smallint, event_id text, market_id text, outcome_key text, odds bigint, market_version bigint,
  exposure_stake bigint, exposure_payout bigint
);
create type bet_verdict as (
  bet_id uuid, code text, available bigint, existing_id uuid, placed_at timestamptz, due_at timestamptz
);
create type combination_change as (combination uuid, bets integer, payout bigint);

-- settlement -------------------------------------------------------------------------------------

-- One step in the life of a bet: settled, corrected, or (without a result) reopened. The leg is included where the bet has only this
-- one; else its columns are null.
create type bet_step as (
  bet_id uuid, player_id uuid, account_id bigint, currency char(3), stake bigint, version integer, was text, result text,
  returned bigint, cause text, market_id text, outcome_key text, exposure_stake bigint, exposure_payout bigint
);
-- A bet that settle_market holds locked, with its leg on the market: all that settling it takes.
create type bet_in_hand as (
  bet_id uuid, position smallint, outcome_key text, odds bigint, exposure_stake bigint, exposure_payout bigint,
  player_id uuid, single boolean, currency char(3), stake bigint, version integer, status text, result text, returned bigint,
  placed_at timestamptz, voided boolean
);
