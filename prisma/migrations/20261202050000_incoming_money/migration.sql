-- Providers name their own problems: a transfer without a reference, a token that nobody accepts.
alter table payment_exception drop constraint payment_exception_problem_check;
alter table payment_exception add constraint payment_exception_problem_check check (problem ~ '^[a-z_]{2,40}$');

-- A bank account or wallet that a player registered. A card, whose deposits are refunded, has no time here.
alter table payment_instrument
  -- From when money may be paid out to it.
  add column usable_from timestamptz,
  -- When the player removed it.
  add column removed_at timestamptz;

alter table payout add column instrument_id uuid references payment_instrument;

grant insert (usable_from), update (usable_from, removed_at) on payment_instrument to evens_app;
grant insert (instrument_id) on payout to evens_app;

-- When an event is due, and how often it was begun: one whose object cannot be had waits longer each time and holds up no other.
alter table provider_event
  add column attempts integer not null default 0,
  add column due_at timestamptz not null default clock_timestamp();
drop index provider_event_received;
create index provider_event_due on provider_event (due_at, id) where state = 'received';
grant update (attempts, due_at) on provider_event to evens_app;
