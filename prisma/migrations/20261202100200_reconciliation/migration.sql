-- One comparison of the ledger with what a provider, and a bank or chain behind it, report of a period.
create table reconciliation_run (
  id              uuid        primary key,
  provider        text        not null,
  since           timestamptz not null,
  until           timestamptz not null check (until > since),
  state           text        not null default 'running' check (state in ('running', 'done', 'failed')),
  failure         text,
  ledger_count    bigint      not null default 0,
  provider_count  bigint      not null default 0,
  -- Null: this provider has no report of a bank or chain.
  external_count  bigint,
  -- How many rows of the ledger agree with the provider, and how many differences were new.
  matched         bigint      not null default 0,
  found           bigint      not null default 0,
  started_at      timestamptz not null default clock_timestamp(),
  ended_at        timestamptz,
  check ((state = 'running') = (ended_at is null))
);
create unique index reconciliation_run_running on reconciliation_run (provider) where state = 'running';
create index reconciliation_run_newest on reconciliation_run (started_at desc);

-- What was reported, while it is compared. It is read again after a crash, so it needs no log.
create unlogged table reconciliation_line (
  id         bigint  generated always as identity primary key,
  run_id     uuid    not null,
  side       text    not null,
  direction  text    not null,
  object_id  text    not null,
  amount     bigint  not null,
  currency   text    not null
);

-- What the provider or the bank has, beside what our clearing account says, as each run found it.
create table reconciliation_balance (
  run_id    uuid        not null references reconciliation_run,
  currency  char(3)     not null,
  ledger    bigint      not null,
  outside   bigint      not null,
  at        timestamptz not null default clock_timestamp(),
  primary key (run_id, currency)
);

-- Where the two sides disagree. It ends when a later run finds that they agree, or by a correction that two people have posted.
create table reconciliation_difference (
  id                uuid        primary key,
  provider          text        not null,
  -- Who says otherwise: the provider's report, or the bank or chain behind it.
  side              text        not null check (side in ('provider', 'external')),
  direction         text        not null check (direction in ('in', 'out', 'balance')),
  object_id         text        not null,
  kind              text        not null check (kind in ('missing_in_ledger', 'missing_outside', 'amount', 'currency', 'balance')),
  -- Minor units; null where that side has nothing.
  ledger_amount     bigint,
  ledger_currency   text,
  outside_amount    bigint,
  outside_currency  text,
  -- The payment, payout or exception of ours.
  subject_id        uuid,
  run_id            uuid        not null references reconciliation_run,
  state             text        not null default 'open' check (state in ('open', 'matched', 'corrected')),
  assignee          uuid        references staff_account,
  opened_at         timestamptz not null default clock_timestamp(),
  closed_at         timestamptz,
  corrected_by      uuid        references staff_account,
  transfer_id       uuid        references ledger_transfer,
  constraint reconciliation_difference_once unique (provider, side, direction, object_id, kind),
  check ((state = 'open') = (closed_at is null)),
  check ((state = 'corrected') = (transfer_id is not null)),
  check ((state = 'corrected') = (corrected_by is not null))
);
create index reconciliation_difference_open on reconciliation_difference (opened_at) where state = 'open';

-- Fees that providers reported, each booked once.
create table provider_fee (
  provider     text    not null,
  movement_id  text    not null,
  amount       bigint  not null,
  currency     char(3) not null,
  transfer_id  uuid    not null references ledger_transfer deferrable initially deferred,
  primary key (provider, movement_id)
);
create index provider_fee_transfer on provider_fee (transfer_id);

grant select, insert (id, provider, since, until), update (state, failure, ledger_count, provider_count, external_count, matched, found, ended_at)
  on reconciliation_run to evens_app;
grant select, insert (run_id, side, direction, object_id, amount, currency), delete on reconciliation_line to evens_app;
grant select, insert (run_id, currency, ledger, outside) on reconciliation_balance to evens_app;
grant select, insert (id, provider, side, direction, object_id, kind, ledger_amount, ledger_currency, outside_amount, outside_currency, subject_id, run_id),
  update (ledger_amount, ledger_currency, outside_amount, outside_currency, subject_id, run_id, state, assignee, opened_at, closed_at, corrected_by, transfer_id)
  on reconciliation_difference to evens_app;
grant select, insert on provider_fee to evens_app;
