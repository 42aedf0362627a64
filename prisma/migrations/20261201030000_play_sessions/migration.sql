-- The times during which players were on the site, on whichever device. Written by play_seen and reality_check_answer only.
create table play_session (
  id              uuid        primary key default gen_random_uuid(),
  player_id       uuid        not null references player,
  started_at      timestamptz not null,
  last_active_at  timestamptz not null check (last_active_at >= started_at),
  -- Minutes between two reality checks, null for none, and from when the running interval counts.
  check_minutes   integer     check (check_minutes > 0),
  checked_at      timestamptz not null
);
create index play_session_player on play_session (player_id, last_active_at desc);
grant select on play_session to evens_app;

-- Reality checks that were answered, with what the player was shown. Amounts are minor units of the player's currency.
create table reality_check (
  id               bigint      generated always as identity primary key,
  play_session_id  uuid        not null references play_session,
  player_id        uuid        not null references player,
  due_at           timestamptz not null,
  answered_at      timestamptz not null default clock_timestamp(),
  seconds          integer     not null,
  staked           bigint      not null,
  returned         bigint      not null
);
create index reality_check_player on reality_check (player_id, id desc);
grant select on reality_check to evens_app;

-- What gates and commit_bets read: from then on the player may not bet or play, and why. Kept by play_seen.
alter table player add column play_until timestamptz;
alter table player add column play_stop text
  constraint player_play_stop check (play_stop in ('reality_check', 'session_limit', 'limits_required'));
alter table player add constraint player_play_stops check ((play_until is null) = (play_stop is null));

