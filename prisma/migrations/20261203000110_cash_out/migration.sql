-- Cash-out: an open bet ends for an amount before its result; what is not cashed out goes on as a bet of its own.
alter table bet drop constraint bet_result_check;
alter table bet add constraint bet_result_check
  check (result in ('won', 'lost', 'void', 'half_won', 'half_lost', 'part_returned', 'cashed_out'));
-- The bet of which a part was cashed out, and which this one carries on.
alter table bet add column origin_id uuid;

create table bet_cash_out (
  bet_id          uuid        primary key,
  idempotency_key text        not null,
  -- The part of the stake that was cashed out, and what for.
  stake           bigint      not null check (stake > 0),
  amount          bigint      not null check (amount > 0),
  -- The bet that carries on the rest.
  rest_id         uuid        unique,
  automatic       boolean     not null,
  offer           jsonb       not null,
  at              timestamptz not null default clock_timestamp()
);
grant select on bet_cash_out to evens_app;
