-- Hourly sums of what moved on an account, by code, for accounts whose owner has limits: a window of time is a few rows, however many
-- entries it has. Written with the entries, under the lock of the account.
create table ledger_tracked (
  account_id  bigint      primary key references ledger_account,
  -- The sums are complete from this hour on.
  since       timestamptz not null
);
create table ledger_flow (
  account_id  bigint      not null references ledger_tracked,
  hour        timestamptz not null,
  code        text        not null,
  -- Signed as entries are: a credit is positive, a debit negative.
  amount      bigint      not null,
  primary key (account_id, hour, code)
) with (fillfactor = 80);
grant select on ledger_tracked, ledger_flow to evens_app;

-- What players allow themselves. Written by the functions player_limit_*, which keep the waiting time by the database's clock.
create table player_limit (
  player_id  uuid        not null references player,
  kind       text        not null check (kind in ('deposit', 'net_deposit', 'loss', 'stake', 'session')),
  period     text        not null check (period in ('day', 'week', 'month')),
  -- Minor units of the player's currency; minutes where kind is 'session'.
  amount     bigint      not null check (amount >= 0),
  -- Since when this amount applies.
  since      timestamptz not null,
  -- A higher amount that was asked for, or null for none at all, and from when it can be confirmed.
  wanted     bigint      check (wanted > amount),
  wanted_at  timestamptz,
  ready_at   timestamptz check (ready_at >= wanted_at),
  primary key (player_id, kind, period),
  check ((wanted_at is null) = (ready_at is null)),
  check (wanted is null or wanted_at is not null)
);
-- Every change of a limit, for ever.
create table player_limit_change (
  id         bigint      generated always as identity primary key,
  player_id  uuid        not null references player,
  kind       text        not null,
  period     text        not null,
  action     text        not null check (action in ('set', 'lowered', 'raise_requested', 'raise_cancelled', 'raise_confirmed')),
  before     bigint,
  after      bigint,
  at         timestamptz not null default clock_timestamp()
);
create index player_limit_change_player on player_limit_change (player_id, id desc);
-- Players who were asked before their first deposit whether they want a limit.
create table player_limit_prompt (
  player_id    uuid        primary key references player,
  answered_at  timestamptz not null default clock_timestamp()
);
grant select on player_limit, player_limit_change to evens_app;
grant select, insert (player_id) on player_limit_prompt to evens_app;

-- A deposit that has been started counts towards the limits of its player until it has failed.
alter table deposit drop constraint deposit_status_check;
alter table deposit add constraint deposit_status_check check (status in ('started', 'completed', 'failed'));
alter table deposit alter column transfer_id drop not null;
alter table deposit add constraint deposit_moved check ((status = 'completed') = (transfer_id is not null));
alter table deposit add column ended_at timestamptz;
update deposit set ended_at = created_at;
alter table deposit add constraint deposit_ended check ((status = 'started') = (ended_at is null));
create index deposit_started on deposit (created_at) where status = 'started';
grant update (status, transfer_id, ended_at) on deposit to evens_app;
