-- Passkeys (WebAuthn), any number for each account.
create table passkey (
  id            uuid        primary key,
  player_id     uuid        references player,
  staff_id      uuid        references staff_account,
  -- What the authenticator calls it, in base64url.
  credential_id text        not null unique,
  -- COSE, in base64url.
  public_key    text        not null,
  -- How often the authenticator says that it was used; stays 0 where it does not count.
  counter       bigint      not null,
  transports    text[]      not null,
  -- Whether its holder's other devices have it too.
  synced        boolean     not null,
  name          text        not null,
  created_at    timestamptz not null default clock_timestamp(),
  last_used_at  timestamptz,
  check (num_nonnulls(player_id, staff_id) = 1)
);
create index passkey_player on passkey (player_id) where player_id is not null;
create index passkey_staff on passkey (staff_id) where staff_id is not null;
grant select, insert (id, player_id, staff_id, credential_id, public_key, counter, transports, synced, name),
  update (counter, synced, name, last_used_at), delete on passkey to evens_app;

-- Challenges that were answered, until they are too old anyway. Challenges are signed, so that none has to be stored before.
create table passkey_challenge_used (
  challenge  text        primary key,
  expires_at timestamptz not null
);
grant select, insert (challenge, expires_at), delete on passkey_challenge_used to evens_app;

-- Recovery codes stand in for any second factor of the account, not only for an authenticator app.
alter table recovery_code add column account_id uuid;
update recovery_code c set account_id = coalesce(f.player_id, f.staff_id) from totp_factor f where f.id = c.factor_id;
alter table recovery_code alter column account_id set not null;
alter table recovery_code drop column factor_id;
alter table recovery_code add primary key (account_id, hint);
grant insert (account_id), delete on recovery_code to evens_app;
