-- What arrived in another currency than the account's, and the rate at which it was credited: minor units for one minor unit.
create table payment_exchange (
  payment_id        uuid        primary key references payment,
  currency          char(3)     not null,
  amount            bigint      not null check (amount > 0),
  credited          bigint      not null check (credited > 0),
  rounding          bigint      not null check (rounding in (0, 1)),
  rate_numerator    numeric     not null check (rate_numerator > 0),
  rate_denominator  numeric     not null check (rate_denominator > 0),
  sources           text[]      not null,
  rate_as_of        timestamptz not null
);

-- The position in each currency that exchanges leave, and what rounding left.
alter table ledger_account drop constraint ledger_account_kind_check;
alter table ledger_account add constraint ledger_account_kind_check check (kind in (
  'player_cash', 'player_bonus', 'player_receivable', 'open_bets', 'sportsbook_income', 'casino_income', 'promotions_expense',
  'deposits_clearing', 'withdrawals_pending', 'payment_fees', 'chargebacks_receivable', 'adjustments', 'suspense', 'fx', 'rounding'));

grant select, insert (payment_id, currency, amount, credited, rounding, rate_numerator, rate_denominator, sources, rate_as_of)
  on payment_exchange to evens_app;
