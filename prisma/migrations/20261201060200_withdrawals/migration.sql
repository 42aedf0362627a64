-- What carries out a withdrawal at a provider: a refund of one deposit, or a payout. The amounts of a withdrawal's payouts are its own. They are
-- planned in the commit that marks it sent, and their ids are the provider's idempotency keys, so that none is paid twice.
create table payout (
  id            uuid        primary key,
  payment_id    uuid        not null references payment,
  provider      text        not null,
  -- The deposit that it refunds; null where the provider pays without one.
  refunds_id    uuid        references payment,
  amount        bigint      not null check (amount > 0),
  currency      char(3)     not null,
  state         text        not null default 'planned' check (state in ('planned', 'sent', 'paid', 'failed')),
  object_id     text,
  reason        text,
  created_at    timestamptz not null default clock_timestamp(),
  changed_at    timestamptz not null default clock_timestamp(),
  constraint payout_object unique (provider, object_id)
);
create index payout_payment on payout (payment_id);
create index payout_refunds on payout (refunds_id);

-- What was looked at before a withdrawal was approved.
create table payment_check (
  payment_id  uuid        not null references payment,
  name        text        not null,
  passed      boolean     not null,
  at          timestamptz not null default clock_timestamp(),
  primary key (payment_id, name)
);

-- The far side of play money pays out, too.
create table demo_payout (
  id          text        primary key,
  payout_id   text        not null,
  amount      bigint      not null,
  currency    text        not null,
  state       text        not null,
  created_at  timestamptz not null default clock_timestamp()
);

grant select, insert (id, payment_id, provider, refunds_id, amount, currency), update (state, object_id, reason, changed_at)
  on payout to evens_app;
grant select, insert (payment_id, name, passed) on payment_check to evens_app;
grant select, insert (id, payout_id, amount, currency, state), update (state) on demo_payout to evens_app;
