-- Who runs what only one process may run: "scanner:1", "signer:1". The chain's number is its id (EIP-155).
create table crypto_lease (
  name   text        primary key,
  owner  uuid        not null,
  until  timestamptz not null
);

-- How far a chain has been read. Whoever writes a block compares this row first, so that two scanners cannot write one block twice.
create table crypto_chain (
  chain_id      bigint      primary key,
  height        bigint      not null,
  hash          text        not null,
  -- The newest block of the node, and the newest that will not be replaced any more.
  head          bigint      not null,
  final_height  bigint      not null,
  scanned_at    timestamptz not null default clock_timestamp(),
  -- Why reading has stopped, until staff have looked at it.
  halted        text
);

-- Blocks that were read and may still be replaced, and some older ones.
create table crypto_block (
  chain_id     bigint not null,
  height       bigint not null,
  hash         text   not null,
  parent_hash  text   not null,
  primary key (chain_id, height)
);

-- Deposit addresses, derived from the operator's extended public key. An index is drawn once and never reused, whatever chain it is for.
create sequence crypto_address_index as integer minvalue 0 start 0;
create table crypto_address (
  address_index  integer     primary key,
  player_id      uuid        not null references player,
  chain_id       bigint      not null,
  -- With the checksum of EIP-55.
  address        text        not null,
  created_at     timestamptz not null default clock_timestamp(),
  constraint crypto_address_player unique (player_id, chain_id)
);
create unique index crypto_address_address on crypto_address (lower(address));

-- What arrived at a deposit address: a transaction's value, or one log of a token.
create table crypto_deposit (
  id             uuid          primary key,
  chain_id       bigint        not null,
  tx_hash        text          not null,
  -- The log's place in the receipt, which a reorganisation leaves as it is; -1: the transaction's own value.
  log_index      integer       not null check (log_index >= -1),
  block_height   bigint        not null,
  block_hash     text          not null,
  address_index  integer       not null references crypto_address,
  player_id      uuid          not null references player,
  -- The token's contract; null for the chain's own coin.
  token          text,
  -- Null for a token that nobody configured.
  asset          text,
  -- Base units: wei, or the token's smallest.
  amount         numeric(78,0) not null check (amount > 0),
  sender         text          not null,
  state          text          not null check (state in ('seen', 'confirming', 'final', 'credited', 'suspended', 'dropped', 'reversed')),
  version        integer       not null default 1,
  -- What the chain itself says against it: "wrong_token", "balance_differs".
  problem        text,
  -- What it was worth when it was credited, in minor units rounded down; what was lost by that; and by which rate.
  currency       char(3),
  value          bigint,
  remainder      numeric,
  rate           numeric,
  rate_source    text,
  rate_at        timestamptz,
  -- Names it in payments: the block is part of it, because the same transaction may come again in another block after it was reversed.
  object_id      text,
  payment_id     uuid          references payment,
  created_at     timestamptz   not null default clock_timestamp(),
  changed_at     timestamptz   not null default clock_timestamp(),
  constraint crypto_deposit_once unique (chain_id, tx_hash, log_index),
  constraint crypto_deposit_valued check (state not in ('credited', 'suspended', 'reversed') or object_id is not null),
  constraint crypto_deposit_credited check (state <> 'credited' or (payment_id is not null and value > 0))
);
create index crypto_deposit_player on crypto_deposit (player_id, created_at desc);
create index crypto_deposit_open on crypto_deposit (chain_id, block_height) where state in ('seen', 'confirming', 'final');
create index crypto_deposit_object on crypto_deposit (object_id);
create index crypto_deposit_address on crypto_deposit (address_index);

-- Every state of every deposit, with the block that it was in.
create table crypto_deposit_step (
  deposit_id  uuid        not null references crypto_deposit,
  version     integer     not null check (version > 0),
  state       text        not null,
  block_hash  text        not null,
  at          timestamptz not null default clock_timestamp(),
  primary key (deposit_id, version)
);

grant select, insert (name, owner, until), update (owner, until) on crypto_lease to evens_app;
grant select, insert (chain_id, height, hash, head, final_height), update (height, hash, head, final_height, scanned_at, halted)
  on crypto_chain to evens_app;
grant select, insert (chain_id, height, hash, parent_hash), delete on crypto_block to evens_app;
grant usage on sequence crypto_address_index to evens_app;
grant select, insert (address_index, player_id, chain_id, address) on crypto_address to evens_app;
grant select, insert (id, chain_id, tx_hash, log_index, block_height, block_hash, address_index, player_id, token, asset, amount, sender, state, problem),
  update (block_height, block_hash, amount, asset, sender, state, version, problem, currency, value, remainder, rate, rate_source, rate_at, object_id,
          payment_id, changed_at)
  on crypto_deposit to evens_app;
grant select, insert (deposit_id, version, state, block_hash) on crypto_deposit_step to evens_app;
