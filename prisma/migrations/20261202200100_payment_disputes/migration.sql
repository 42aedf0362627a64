-- Somebody's doubt about a deposit: its payer's dispute, a bank's inquiry, a warning of fraud, a review. While one is open, the player's
-- withdrawals wait for staff. Money that it moves is in payment_reversal.
create table payment_dispute (
  id          uuid        primary key,
  provider    text        not null,
  object_id   text        not null,
  kind        text        not null check (kind in ('dispute', 'inquiry', 'fraud_warning', 'review')),
  payment_id  uuid        not null references payment,
  player_id   uuid        not null references player,
  amount      bigint      not null check (amount > 0),
  currency    char(3)     not null,
  -- The provider's word for it.
  reason      text,
  -- Until when the provider takes evidence.
  respond_by  timestamptz,
  -- How it ended; null while it is open.
  result      text        check (result in ('won', 'lost', 'closed')),
  opened_at   timestamptz not null default clock_timestamp(),
  closed_at   timestamptz,
  -- Who closed it; null where the provider did.
  closed_by   uuid,
  constraint payment_dispute_once unique (provider, object_id),
  check ((result is null) = (closed_at is null))
);
create index payment_dispute_player on payment_dispute (player_id) where result is null;
create index payment_dispute_payment on payment_dispute (payment_id);

grant select, insert (id, provider, object_id, kind, payment_id, player_id, amount, currency, reason, respond_by, result, closed_at),
  update (kind, reason, respond_by, result, closed_at, closed_by) on payment_dispute to evens_app;
