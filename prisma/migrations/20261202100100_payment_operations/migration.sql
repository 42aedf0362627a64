-- Staff may say that an event of a kind we do not process needs nothing.
alter table provider_event drop constraint provider_event_state_check;
alter table provider_event add constraint provider_event_state_check
  check (state in ('received', 'processed', 'parked', 'dismissed')) not valid;
alter table provider_event validate constraint provider_event_state_check;

-- How an exception ended. Money leaves suspense by the exact reverse of the transfer that put it there.
alter table payment_exception
  add column resolution           text check (resolution in ('assigned', 'returned', 'dismissed')),
  add column resolved_by          uuid references staff_account,
  add column resolved_at          timestamptz,
  add column resolved_transfer_id uuid unique references ledger_transfer,
  -- The deposit that an assigned exception was credited as.
  add column assigned_payment_id  uuid unique references payment;
alter table payment_exception add constraint payment_exception_resolved check (
  (resolution is null) = (resolved_at is null) and (resolution is null) = (resolved_by is null)
  and (coalesce(resolution, '') in ('assigned', 'returned')) = (resolved_transfer_id is not null)
  and (coalesce(resolution, '') = 'assigned') = (assigned_payment_id is not null)
  and (coalesce(resolution, '') <> 'dismissed' or transfer_id is null)) not valid;
alter table payment_exception validate constraint payment_exception_resolved;
create index payment_exception_open on payment_exception (opened_at) where resolution is null;

-- Money in suspense on its way back to who sent it. Its id is the provider's idempotency key.
create table payment_return (
  id            uuid        primary key,
  exception_id  uuid        not null references payment_exception,
  state         text        not null default 'planned' check (state in ('planned', 'sent', 'paid', 'failed')),
  object_id     text,
  reason        text,
  asked_by      uuid        not null references staff_account,
  created_at    timestamptz not null default clock_timestamp(),
  changed_at    timestamptz not null default clock_timestamp()
);
create unique index payment_return_once on payment_return (exception_id) where state <> 'failed';
create index payment_return_open on payment_return (created_at) where state in ('planned', 'sent');

-- Cards and accounts that staff have blocked, for everybody who uses the same one.
create table instrument_block (
  id             uuid        primary key,
  instrument_id  uuid        not null references payment_instrument,
  fingerprint    text,
  reason         text        not null,
  blocked_by     uuid        not null references staff_account,
  blocked_at     timestamptz not null default clock_timestamp(),
  lifted_by      uuid        references staff_account,
  lifted_at      timestamptz,
  check ((lifted_by is null) = (lifted_at is null))
);
create unique index instrument_block_active on instrument_block (instrument_id) where lifted_at is null;
create index instrument_block_fingerprint on instrument_block (fingerprint) where lifted_at is null;

grant update (resolution, resolved_by, resolved_at, resolved_transfer_id, assigned_payment_id) on payment_exception to evens_app;
grant select, insert (id, exception_id, asked_by), update (state, object_id, reason, changed_at) on payment_return to evens_app;
grant select, insert (id, instrument_id, fingerprint, reason, blocked_by), update (lifted_by, lifted_at) on instrument_block to evens_app;
