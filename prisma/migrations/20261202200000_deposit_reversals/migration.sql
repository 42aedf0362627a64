-- What was taken back of a deposit from outside, less what was given again.
alter table payment add column reversed bigint not null default 0;
alter table payment add constraint payment_reversed check (reversed between 0 and amount and (reversed = 0 or direction = 'deposit' and state = 'succeeded'));

-- Every time that money of a deposit was taken back after it had been credited, and every time that such money came again.
create table payment_reversal (
  -- Made from provider, object and step, as the id of its transfer.
  id             uuid        primary key,
  payment_id     uuid        not null references payment,
  provider       text        not null,
  object_id      text        not null,
  step           text        not null,
  reason         text        not null check (reason in ('dispute', 'refund', 'recall', 'reorganisation')),
  amount         bigint      not null check (amount > 0),
  -- What the player did not have any more: booked as owed.
  owed           bigint      not null default 0 check (owed between 0 and amount),
  transfer_id    uuid        not null unique references ledger_transfer,
  -- The reversal whose money this one gives back.
  reinstates_id  uuid        unique references payment_reversal,
  -- The provider's event or the member of staff.
  source         text,
  at             timestamptz not null default clock_timestamp(),
  constraint payment_reversal_once unique (provider, object_id, step),
  check (reinstates_id is null or owed = 0)
);
create index payment_reversal_payment on payment_reversal (payment_id);

grant update (reversed) on payment to evens_app;
grant select, insert (id, payment_id, provider, object_id, step, reason, amount, owed, transfer_id, reinstates_id, source)
  on payment_reversal to evens_app;
