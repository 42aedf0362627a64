-- Times during which a player may not bet, deposit or play. Rows are added and never changed: an exclusion is ended by a row of
-- player_exclusion_end, and a trigger says which may be ended and when.
create table player_exclusion (
  id         uuid        primary key,
  player_id  uuid        not null references player,
  kind       text        not null,
  -- Who asked for it: the player, staff, or the register's name.
  source     text        not null,
  reason     text,
  -- Of staff who entered it.
  made_by    uuid        references staff_account,
  starts_at  timestamptz not null default clock_timestamp(),
  -- Null: no end. Of a self-exclusion: from when the player may ask to return.
  ends_at    timestamptz,
  constraint player_exclusion_kind check (kind in ('time_out', 'self_exclusion', 'closure', 'operator', 'register')),
  constraint player_exclusion_time_out check (kind <> 'time_out' or ends_at is not null),
  constraint player_exclusion_closure check (kind <> 'closure' or ends_at is null),
  constraint player_exclusion_order check (ends_at > starts_at)
);
create index player_exclusion_player on player_exclusion (player_id, starts_at desc);

create table player_exclusion_end (
  exclusion_id uuid        primary key references player_exclusion,
  asked_at     timestamptz not null default now(),
  ends_at      timestamptz not null,
  -- Of staff or a register; null where the player asked.
  ended_by     text,
  reason       text
);

-- What gates read: kept by a trigger from the two tables above. Year 9999 is no end.
alter table player add column excluded_until timestamptz;

grant select, insert (id, player_id, kind, source, reason, made_by, ends_at) on player_exclusion to evens_app;
grant select, insert (exclusion_id, ends_at, ended_by, reason) on player_exclusion_end to evens_app;

-- A pending bet of a player who may not bet any more is rejected without waiting for its delay.
alter table pending_bet drop constraint pending_bet_check1;
alter table pending_bet add constraint pending_bet_ended check (outcome = 'refused' or ended_at >= due_at);
