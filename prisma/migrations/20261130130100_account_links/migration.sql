alter table player add column email_verified_at timestamptz;
update player set email_verified_at = created_at where demo;
grant update (email_verified_at) on player to evens_app;

-- Links that are sent by mail: each works once and for some time. The token of a link is derived from its id and a key that is not in the
-- database; its hash finds the row again.
create table account_link (
  id         uuid        primary key,
  kind       text        not null check (kind in ('verify_email', 'reset_password', 'change_email', 'undo_email_change')),
  -- Null where a reset was asked for an address without an account, so that asking costs the same for both. No mail is sent then.
  player_id  uuid        references player,
  -- The address that the link goes to and is about.
  email      text        not null,
  token_hash text        not null unique,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index account_link_player on account_link (player_id, kind, created_at desc);
create index account_link_email on account_link (email) where kind = 'undo_email_change';
create index account_link_expires_at on account_link (expires_at);
grant select, insert (id, kind, player_id, email, token_hash, expires_at), update (used_at), delete on account_link to evens_app;
