-- Which notifications a player wants by which channel. Without a row they are wanted.
create table notification_preference (
  player_id  uuid        not null references player,
  category   text        not null,
  channel    text        not null,
  wanted     boolean     not null,
  changed_at timestamptz not null default clock_timestamp(),
  primary key (player_id, category, channel)
);
grant select, insert (player_id, category, channel, wanted), update (wanted, changed_at) on notification_preference to evens_app;
