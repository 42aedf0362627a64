-- The inbox of players. What is about the same thing has the same key, so that a bet has one row, which its newest notification takes.
create table notification (
  player_id  uuid        not null references player,
  dedupe_key text        not null,
  -- The entry of the catalogue that words it, and what it says.
  name       text        not null,
  data       jsonb       not null,
  created_at timestamptz not null default clock_timestamp(),
  read_at    timestamptz,
  primary key (player_id, dedupe_key)
);
create index notification_newest on notification (player_id, created_at desc);
grant select, insert (player_id, dedupe_key, name, data), update (name, data, created_at, read_at), delete on notification to evens_app;
