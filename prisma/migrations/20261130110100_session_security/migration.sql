-- Where and by which browser a session was opened, how long it may be unused, when its holder last proved who they are, and the number
-- of its current token.
alter table session
  add column device_id     uuid,
  add column country       character(2),
  add column idle_seconds  integer     not null default 1209600 check (idle_seconds > 0),
  add column fresh_at      timestamptz,
  add column token         integer     not null default 1,
  add column rotated_at    timestamptz not null default clock_timestamp(),
  -- When the current token was first used; until then the one before it is good, because its answer may have been lost.
  add column token_seen_at timestamptz default clock_timestamp();
update session set fresh_at = created_at;
update session set idle_seconds = 1800 where staff_id is not null;
alter table session alter column fresh_at set not null, alter column fresh_at set default clock_timestamp();
grant insert (device_id, country, idle_seconds), update (fresh_at, token, rotated_at, token_seen_at) on session to evens_app;

-- Browsers that have signed in to an account, by the id in their signed cookie.
create table known_device (
  account_id    uuid        not null,
  device_id     uuid        not null,
  first_seen_at timestamptz not null default clock_timestamp(),
  last_seen_at  timestamptz not null default clock_timestamp(),
  primary key (account_id, device_id)
);
grant select, insert (account_id, device_id), update (last_seen_at), delete on known_device to evens_app;

-- Accounts whose player reported a sign-in of somebody else, once for each session, until a new password is set.
create table account_lock (
  session_id  uuid        primary key,
  player_id   uuid        not null references player,
  locked_at   timestamptz not null default clock_timestamp(),
  unlocked_at timestamptz
);
create index account_lock_open on account_lock (player_id) where unlocked_at is null;
grant select, insert (session_id, player_id), update (unlocked_at) on account_lock to evens_app;
