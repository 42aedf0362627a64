-- What staff did for a player's safety: a conversation, a proposed limit, a message. Rows are added and never changed.
create table player_interaction (
  id            uuid        primary key,
  player_id     uuid        not null references player,
  kind          text        not null check (kind in ('contact', 'limit_proposed', 'message')),
  -- What was said, by staff.
  note          text        not null,
  -- After a conversation: the player may set a deposit limit above the amount from which the law asks for one.
  allows_limit  boolean     not null default false check (not allows_limit or kind = 'contact'),
  -- Of a proposed limit.
  limit_kind    text,
  limit_period  text,
  limit_amount  bigint      check (limit_amount >= 0),
  made_by       uuid        not null references staff_account,
  made_at       timestamptz not null default clock_timestamp(),
  check ((kind = 'limit_proposed') = (limit_kind is not null)),
  check ((limit_kind is null) = (limit_amount is null) and (limit_kind is null) = (limit_period is null))
);
create index player_interaction_player on player_interaction (player_id, made_at desc);
grant select, insert (id, player_id, kind, note, allows_limit, limit_kind, limit_period, limit_amount, made_by) on player_interaction to evens_app;
