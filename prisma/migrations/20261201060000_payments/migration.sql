-- Which steps a payment may take. Transitions refer to it, so that no other step can be stored.
create table payment_step (
  direction   text not null check (direction in ('deposit', 'withdrawal')),
  from_state  text not null,
  to_state    text not null,
  primary key (direction, from_state, to_state)
);
insert into payment_step (direction, from_state, to_state) values
  ('deposit', 'created', 'requires_action'), ('deposit', 'created', 'processing'), ('deposit', 'created', 'succeeded'),
  ('deposit', 'created', 'failed'), ('deposit', 'created', 'canceled'), ('deposit', 'created', 'expired'),
  ('deposit', 'created', 'in_review'),
  ('deposit', 'requires_action', 'processing'), ('deposit', 'requires_action', 'succeeded'), ('deposit', 'requires_action', 'failed'),
  ('deposit', 'requires_action', 'canceled'), ('deposit', 'requires_action', 'expired'), ('deposit', 'requires_action', 'in_review'),
  ('deposit', 'processing', 'requires_action'), ('deposit', 'processing', 'succeeded'), ('deposit', 'processing', 'failed'),
  ('deposit', 'processing', 'canceled'), ('deposit', 'processing', 'expired'), ('deposit', 'processing', 'in_review'),
  -- The provider has the last word on money that it took after we gave up.
  ('deposit', 'failed', 'succeeded'), ('deposit', 'canceled', 'succeeded'), ('deposit', 'expired', 'succeeded'),
  ('deposit', 'failed', 'in_review'), ('deposit', 'canceled', 'in_review'), ('deposit', 'expired', 'in_review'),
  ('deposit', 'in_review', 'succeeded'), ('deposit', 'in_review', 'failed'),
  ('withdrawal', 'requested', 'in_review'), ('withdrawal', 'requested', 'approved'), ('withdrawal', 'requested', 'canceled'),
  ('withdrawal', 'in_review', 'approved'), ('withdrawal', 'in_review', 'declined'), ('withdrawal', 'in_review', 'canceled'),
  ('withdrawal', 'approved', 'in_review'), ('withdrawal', 'approved', 'sent'), ('withdrawal', 'approved', 'failed'),
  ('withdrawal', 'sent', 'paid'), ('withdrawal', 'sent', 'failed'), ('withdrawal', 'paid', 'returned');

-- Money in or out by a provider. State and version are those of its newest transition, by foreign key.
create table payment (
  id               uuid        primary key,
  player_id        uuid        not null references player,
  direction        text        not null check (direction in ('deposit', 'withdrawal')),
  provider         text        not null,
  method           text        not null,
  amount           bigint      not null check (amount > 0),
  currency         char(3)     not null,
  state            text        not null,
  version          integer     not null default 1,
  idempotency_key  text        not null,
  input_hash       bytea       not null,
  -- The provider's name for it, once it has one.
  object_id        text,
  -- Why it failed, in a word that pages know.
  reason           text,
  -- A deposit: what credited the player. A withdrawal: what took the held money.
  transfer_id      uuid        unique references ledger_transfer,
  created_at       timestamptz not null default clock_timestamp(),
  changed_at       timestamptz not null default clock_timestamp(),
  constraint payment_key unique (player_id, idempotency_key),
  constraint payment_object unique (provider, object_id),
  constraint payment_direction unique (id, direction),
  constraint payment_key_canonical check (idempotency_key = lower(idempotency_key)),
  constraint payment_credited check (direction <> 'deposit' or (state = 'succeeded') = (transfer_id is not null)),
  constraint payment_taken check (direction <> 'withdrawal' or state not in ('sent', 'paid', 'returned') or transfer_id is not null)
);
create index payment_player on payment (player_id, created_at desc);
create index payment_newest on payment (created_at desc, id desc);
create index payment_open on payment (changed_at) where state in ('created', 'requires_action', 'processing', 'requested', 'in_review', 'approved', 'sent');

-- Every step of every payment, for ever. A step begins where the one before it ended, by foreign key.
create table payment_transition (
  payment_id  uuid        not null,
  version     integer     not null check (version > 0),
  direction   text        not null,
  from_state  text,
  to_state    text        not null,
  before      integer     generated always as (nullif(version, 1) - 1) stored,
  -- What caused it: the player's request, the provider's message, a sweep, a check, staff.
  cause       text        not null check (cause in ('request', 'provider', 'sweep', 'check', 'staff', 'upgrade')),
  -- The provider's event, the member of staff or the check.
  source      text,
  at          timestamptz not null default clock_timestamp(),
  primary key (payment_id, version),
  constraint payment_transition_state unique (payment_id, version, to_state),
  constraint payment_transition_payment foreign key (payment_id, direction) references payment (id, direction),
  constraint payment_transition_step foreign key (direction, from_state, to_state) references payment_step,
  constraint payment_transition_before foreign key (payment_id, before, from_state) references payment_transition (payment_id, version, to_state),
  constraint payment_transition_first check ((version = 1) = (from_state is null)),
  constraint payment_transition_begin check (version > 1 or to_state = case direction when 'deposit' then 'created' else 'requested' end)
);

insert into payment (id, player_id, direction, provider, method, amount, currency, state, version, idempotency_key, input_hash,
                     transfer_id, created_at, changed_at)
select id, player_id, 'deposit', provider, 'play_money', amount, currency,
       case status when 'started' then 'created' when 'completed' then 'succeeded' else 'failed' end,
       case status when 'started' then 1 else 2 end, idempotency_key, input_hash, transfer_id, created_at, coalesce(ended_at, created_at)
  from deposit;
insert into payment_transition (payment_id, version, direction, to_state, cause, at)
select id, 1, direction, 'created', 'request', created_at from payment;
insert into payment_transition (payment_id, version, direction, from_state, to_state, cause, at)
select id, 2, direction, 'created', state, 'upgrade', changed_at from payment where version = 2;
drop table deposit;

alter table payment add constraint payment_newest_transition
  foreign key (id, version, state) references payment_transition (payment_id, version, to_state) deferrable initially deferred;

-- What providers tell us, as they sent it: stored once, processed by a job.
create table provider_event (
  id           bigint      generated always as identity primary key,
  provider     text        not null,
  event_id     text        not null,
  kind         text        not null,
  -- What it is about; null where we do not know this kind of event.
  object_kind  text,
  object_id    text,
  body         bytea       not null,
  state        text        not null default 'received' check (state in ('received', 'processed', 'parked')),
  failure      text,
  received_at  timestamptz not null default clock_timestamp(),
  ended_at     timestamptz,
  constraint provider_event_once unique (provider, event_id),
  check ((object_kind is null) = (object_id is null)),
  check ((state = 'received') = (ended_at is null))
);
create index provider_event_received on provider_event (received_at) where state = 'received';
create index provider_event_parked on provider_event (id desc) where state = 'parked';

-- Money or objects at a provider that do not match our payment. Nothing is credited on a guess: the money waits in suspense.
create table payment_exception (
  id           uuid        primary key,
  provider     text        not null,
  object_id    text        not null,
  problem      text        not null check (problem in ('unknown_payment', 'second_object', 'mode', 'currency', 'amount', 'player')),
  payment_id   uuid        references payment,
  amount       bigint      not null,
  currency     text        not null,
  -- Into suspense; null where no money has moved, or not in a currency that we keep.
  transfer_id  uuid        unique references ledger_transfer,
  opened_at    timestamptz not null default clock_timestamp(),
  constraint payment_exception_once unique (provider, object_id, problem)
);
create index payment_exception_newest on payment_exception (opened_at desc);

-- The far side of play money: what a bank or card scheme keeps for a real provider. Empty outside of demo mode.
create table demo_payment (
  id          text        primary key,
  payment_id  text        not null,
  player_id   text        not null,
  amount      bigint      not null,
  currency    text        not null,
  state       text        not null,
  created_at  timestamptz not null default clock_timestamp()
);

alter table ledger_account drop constraint ledger_account_kind_check;
alter table ledger_account add constraint ledger_account_kind_check check (kind in (
  'player_cash', 'player_bonus', 'player_receivable', 'open_bets', 'sportsbook_income', 'casino_income', 'promotions_expense',
  'deposits_clearing', 'withdrawals_pending', 'payment_fees', 'chargebacks_receivable', 'adjustments', 'suspense'));

grant select on payment_step to evens_app;
grant select, insert (id, player_id, direction, provider, method, amount, currency, state, idempotency_key, input_hash),
  update (state, version, object_id, reason, transfer_id, changed_at) on payment to evens_app;
grant select, insert (payment_id, version, direction, from_state, to_state, cause, source) on payment_transition to evens_app;
grant select, insert (provider, event_id, kind, object_kind, object_id, body, state, ended_at), update (state, failure, ended_at)
  on provider_event to evens_app;
grant select, insert (id, provider, object_id, problem, payment_id, amount, currency, transfer_id) on payment_exception to evens_app;
grant select, insert (id, payment_id, player_id, amount, currency, state), update (state, amount, currency) on demo_payment to evens_app;
