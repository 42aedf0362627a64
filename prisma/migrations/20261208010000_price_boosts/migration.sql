-- Better odds (decimal odds x 10000) for singles on an outcome before its event, paid for by promotions. One is in force until it ends.
create table price_boost (
  id            uuid        primary key,
  market_id     text        not null,
  outcome_key   text        not null,
  odds          bigint      not null check (odds between 10100 and 10000000),
  -- Minor units of the base currency: what one player may stake at these odds, and what all bets at them may win.
  stake_max     bigint      not null check (stake_max > 0),
  liability_max bigint      not null check (liability_max > 0),
  starts_at     timestamptz not null default clock_timestamp(),
  -- Null for the start of the event.
  ends_at       timestamptz,
  made_by       uuid        not null references staff_account,
  ended_at      timestamptz,
  -- Null where it ended by itself.
  ended_by      uuid        references staff_account,
  -- Of all bets at these odds, in minor units of the base currency; liability is what they would win.
  bets          bigint      not null default 0,
  stake         bigint      not null default 0,
  liability     bigint      not null default 0 check (liability <= liability_max),
  foreign key (market_id, outcome_key) references outcome,
  check (ends_at > starts_at),
  check (ended_by is null or ended_at is not null)
);
create unique index price_boost_in_force on price_boost (market_id, outcome_key) where ended_at is null;
grant select, insert (id, market_id, outcome_key, odds, stake_max, liability_max, ends_at, made_by), update (ended_at, ended_by) on price_boost to evens_app;

-- A bet at boosted odds.
create table boosted_bet (
  bet_id     uuid   primary key,
  boost_id   uuid   not null references price_boost,
  player_id  uuid   not null references player,
  -- What the outcome was offered at without the boost.
  plain_odds bigint not null check (plain_odds > 10000),
  -- What it counts towards the limits of the boost: the stake in the player's currency, the liability in the base currency. Nothing of a bet that
  -- carries on another one, which counts already.
  stake      bigint not null check (stake >= 0),
  liability  bigint not null check (liability >= 0),
  -- What it has returned above the plain odds, in the player's currency.
  cost       bigint not null default 0 check (cost >= 0)
);
create index boosted_bet_player on boosted_bet (boost_id, player_id);
grant select on boosted_bet to evens_app;

alter type bet_input add attribute boost_id uuid;
alter type bet_input add attribute boost_plain_odds bigint;
alter type bet_input add attribute boost_stake_max bigint;
alter type bet_input add attribute boost_liability bigint;
