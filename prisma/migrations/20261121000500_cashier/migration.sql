-- cashier ----------------------------------------------------------------------------------------

-- Money that a player brought in. Written in the transaction that moves it.
create table deposit (
  id               uuid        primary key,
  player_id        uuid        not null references player,
  provider         text        not null,
  amount           bigint      not null check (amount > 0),
  currency         char(3)     not null,
  status           text        not null check (status in ('completed')),
  idempotency_key  text        not null,
  input_hash       bytea       not null,
  transfer_id      uuid        not null unique references ledger_transfer,
  created_at       timestamptz not null default clock_timestamp(),
  unique (player_id, idempotency_key)
);
create index deposit_player on deposit (player_id, created_at desc);
grant select, insert on deposit to evens_app;
