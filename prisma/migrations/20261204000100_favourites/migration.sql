-- Competitions and competitors that a player wants to see first, and market families that stand first on the pages of events.
create table favourite (
  player_id uuid        not null references player,
  kind      text        not null check (kind in ('competition', 'competitor', 'market')),
  subject   text        not null check (char_length(subject) between 1 and 100),
  at        timestamptz not null default clock_timestamp(),
  primary key (player_id, kind, subject)
);
grant select, insert, delete on favourite to evens_app;
