-- A stake that the operator gives: used whole by one bet, or over. Its money is on the player's bonus account until then.
create table free_bet (
  id         uuid        primary key,
  player_id  uuid        not null references player,
  currency   char(3)     not null,
  -- Minor units.
  amount     bigint      not null check (amount > 0),
  expires_at timestamptz not null,
  -- Of the whole bet, x 10^-4; null for any.
  min_odds   bigint      check (min_odds > 10000),
  -- Empty for all.
  sports     text[]      not null default '{}',
  kinds      text[]      not null default '{}' check (kinds <@ '{single,accumulator}'),
  reason     text        not null,
  granted_by uuid        references staff_account,
  granted_at timestamptz not null default clock_timestamp(),
  -- The void bet that gave it back; null for one that staff granted.
  origin_id  uuid,
  state      text        not null default 'available' check (state in ('available', 'used', 'expired', 'withdrawn')),
  ended_at   timestamptz,
  -- The bet, or the pending bet, that uses it.
  bet_id     uuid        unique,
  constraint free_bet_from check ((granted_by is null) = (origin_id is not null)),
  constraint free_bet_ended check ((state = 'available') = (ended_at is null) and (state = 'used') = (bet_id is not null))
);
create index free_bet_player on free_bet (player_id, id desc);
create index free_bet_expiry on free_bet (expires_at) where state = 'available';
grant select, insert (id, player_id, currency, amount, expires_at, min_odds, sports, kinds, reason, granted_by) on free_bet to evens_app;

alter table bet add column free_bet_id uuid;
alter table pending_bet add column free_bet_id uuid;
alter type bet_input add attribute free_bet_id uuid;
alter type bet_step add attribute free_bet_id uuid;
alter type locked_bet add attribute free_bet_id uuid;
