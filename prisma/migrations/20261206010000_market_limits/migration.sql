-- What traders let players stake and win on a market, or on every market of an event, in minor units of the base currency. Null: the policy's.
alter table market_control
  add column stake_max  bigint check (stake_max between 1 and 1000000000000000),
  add column payout_max bigint check (payout_max between 1 and 1000000000000000);

create table event_control (
  event_id   text        primary key references event,
  version    integer     not null check (version > 0),
  stake_max  bigint      check (stake_max between 1 and 1000000000000000),
  payout_max bigint      check (payout_max between 1 and 1000000000000000),
  at         timestamptz not null default clock_timestamp(),
  by         uuid        references staff_account
);

grant update (stake_max, payout_max) on market_control to evens_app;
grant select, insert, update (version, stake_max, payout_max, at, by) on event_control to evens_app;

alter type bet_leg_input add attribute outcome_stake_max bigint, add attribute market_stake_max bigint;
