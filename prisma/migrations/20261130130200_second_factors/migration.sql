-- Authenticator apps (RFC 6238). One for each account; it counts once it has shown a code.
create table totp_factor (
  id           uuid        primary key,
  player_id    uuid        unique references player,
  staff_id     uuid        unique references staff_account,
  -- Sealed for this row: lib/platform/secrets/sealed.ts.
  secret       text        not null,
  -- The time step of the last code that was taken: a code works once.
  last_step    bigint      not null default 0,
  created_at   timestamptz not null default clock_timestamp(),
  confirmed_at timestamptz,
  check (num_nonnulls(player_id, staff_id) = 1)
);
grant select, insert (id, player_id, staff_id, secret), update (last_step, confirmed_at), delete on totp_factor to evens_app;

-- What stands in for a lost app, once each. The first characters find the row, the hash is of the rest.
create table recovery_code (
  factor_id uuid not null references totp_factor on delete cascade,
  hint      text not null,
  code_hash text not null,
  used_at   timestamptz,
  primary key (factor_id, hint)
);
grant select, insert (factor_id, hint, code_hash), update (used_at) on recovery_code to evens_app;

-- Sign-ins that have shown the password and have yet to show the second factor. The browser has the token, of which this is the hash.
create table sign_in_attempt (
  id         uuid        primary key,
  token_hash text        not null unique,
  player_id  uuid        references player,
  staff_id   uuid        references staff_account,
  tries      integer     not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at    timestamptz,
  check (num_nonnulls(player_id, staff_id) = 1)
);
create index sign_in_attempt_expires_at on sign_in_attempt (expires_at);
grant select, insert (id, token_hash, player_id, staff_id, expires_at), update (tries, used_at), delete on sign_in_attempt to evens_app;
