-- A token of a player or a member of staff for the HTTP API. What it does it does by a session of its own, so that rights, revocation,
-- last use and the audit trail are those of sessions.
alter table session add column api_token boolean not null default false;
grant insert (api_token) on session to evens_app;

create table api_token (
  session_id  uuid   primary key references session,
  name        text   not null,
  -- The last characters, by which its owner recognises it.
  hint        text   not null,
  -- SHA-256 of the token: it has 192 random bits, so that a slow hash would add nothing.
  secret_hash bytea  not null unique check (length(secret_hash) = 32),
  -- Names of commands, "bet.place", and of permissions, "markets:suspend".
  scopes      text[] not null check (cardinality(scopes) between 1 and 100)
);
grant select, insert on api_token to evens_app;
