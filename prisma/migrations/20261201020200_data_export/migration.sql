-- Copies of their data that players asked for: compressed JSON, sealed. Deleted when they expire.
create table data_export (
  id           uuid        primary key,
  player_id    uuid        not null references player,
  requested_at timestamptz not null default clock_timestamp(),
  ready_at     timestamptz,
  expires_at   timestamptz not null default clock_timestamp() + interval '7 days',
  -- Null until it is prepared.
  content      bytea,
  constraint data_export_ready check ((content is null) = (ready_at is null))
);
alter table data_export alter column content set storage external;
-- One at a time: whoever asks again gets the one that is under way.
create unique index data_export_open on data_export (player_id) where ready_at is null;
create index data_export_player on data_export (player_id, requested_at desc);

grant select, insert (id, player_id), update (ready_at, content), delete on data_export to evens_app;
