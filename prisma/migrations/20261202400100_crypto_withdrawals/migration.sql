-- A wallet that a player registered to withdraw to. The instrument carries its name, from when it may be used, and its removal.
create table crypto_destination (
  instrument_id    uuid        primary key references payment_instrument,
  player_id        uuid        not null references player,
  chain_id         bigint      not null,
  address          text        not null,
  asset            text        not null,
  -- The player signs this text with the wallet's key to prove that it is theirs.
  proof_text       text        not null,
  proof_signature  text,
  proved_at        timestamptz,
  -- What the screening service last said.
  screening        text        not null check (screening in ('clear', 'blocked')),
  screened_at      timestamptz not null default clock_timestamp(),
  constraint crypto_destination_proved check ((proof_signature is null) = (proved_at is null))
);
create index crypto_destination_player on crypto_destination (player_id);

-- What the operator sends on a chain: a withdrawal, a sweep of a deposit address, or the gas for one.
create table crypto_transfer (
  id            uuid          primary key,
  chain_id      bigint        not null,
  purpose       text          not null check (purpose in ('withdrawal', 'sweep', 'gas')),
  payout_id     uuid          unique references payout,
  from_address  text          not null,
  -- Of the deposit address that it is sent from; null for the hot wallet and the gas tank.
  from_index    integer       references crypto_address,
  to_address    text          not null,
  token         text,
  asset         text          not null,
  amount        numeric(78,0) not null check (amount > 0),
  -- What it is worth in cents of a euro, for caps; and the rate by which a withdrawal's amount was computed from the player's currency.
  value         bigint        not null check (value >= 0),
  rate          numeric       not null,
  rate_source   text          not null,
  rate_at       timestamptz   not null,
  state         text          not null check (state in ('queued', 'review', 'signed', 'paid', 'failed', 'lost', 'canceled')),
  version       integer       not null default 1,
  reason        text,
  -- Staff let it pass the caps.
  released      boolean       not null default false,
  nonce         bigint        check (nonce >= 0),
  -- Of the attempt that ended the nonce.
  hash          text,
  fee           numeric(78,0),
  -- What the fee was worth in cents of a euro, once it is booked.
  fee_value     bigint,
  created_at    timestamptz   not null default clock_timestamp(),
  changed_at    timestamptz   not null default clock_timestamp(),
  constraint crypto_transfer_nonce unique (chain_id, from_address, nonce),
  constraint crypto_transfer_signed check ((nonce is not null) = (state in ('signed', 'paid', 'failed', 'lost'))),
  constraint crypto_transfer_payout check ((purpose = 'withdrawal') = (payout_id is not null)),
  constraint crypto_transfer_ended check (state <> 'paid' or (hash is not null and fee is not null))
);
create index crypto_transfer_open on crypto_transfer (chain_id, created_at) where state in ('queued', 'review', 'signed', 'lost');
create index crypto_transfer_newest on crypto_transfer (chain_id, changed_at desc);
create index crypto_transfer_address on crypto_transfer (from_index);

-- A signed transaction, stored before it is broadcast. A second attempt has the nonce of the first and higher fees.
create table crypto_attempt (
  transfer_id   uuid          not null references crypto_transfer,
  number        integer       not null check (number > 0),
  hash          text          not null unique,
  raw           text          not null,
  gas           bigint        not null,
  max_fee       numeric(78,0) not null,
  priority_fee  numeric(78,0) not null,
  signed_at     timestamptz   not null default clock_timestamp(),
  broadcast_at  timestamptz,
  primary key (transfer_id, number)
);

grant select, insert (instrument_id, player_id, chain_id, address, asset, proof_text, screening), update (proof_signature, proved_at, screening, screened_at)
  on crypto_destination to evens_app;
grant select,
  insert (id, chain_id, purpose, payout_id, from_address, from_index, to_address, token, asset, amount, value, rate, rate_source, rate_at, state, reason),
  update (state, version, reason, released, nonce, amount, hash, fee, fee_value, changed_at)
  on crypto_transfer to evens_app;
grant select, insert (transfer_id, number, hash, raw, gas, max_fee, priority_fee), update (broadcast_at) on crypto_attempt to evens_app;
