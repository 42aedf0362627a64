-- What a command answered to an idempotency key, so that a retry gets the same answer. Written in the command's transaction.
create table command_key (
  actor_id   uuid        not null,
  key        uuid        not null,
  command    text        not null,
  -- SHA-256 of the command's name and its input.
  input_hash bytea       not null,
  -- Bigints and times are tagged: lib/platform/commands/idempotency.ts.
  answer     jsonb       not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (actor_id, key)
);
create index command_key_created_at on command_key (created_at);
grant select, insert (actor_id, key, command, input_hash, answer), delete on command_key to evens_app;
