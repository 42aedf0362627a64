-- Every question to a register of excluded people, and its answer. Without personal data: who was asked about is the player, or nobody
-- where an account was refused.
create table register_check (
  id        uuid        primary key,
  register  text        not null,
  occasion  text        not null check (occasion in ('registration', 'sign_in', 'deposit', 'daily')),
  player_id uuid        references player,
  answer    text        not null check (answer in ('clear', 'excluded', 'formerly_excluded', 'details_missing', 'unavailable')),
  -- What the register calls this question, for its support.
  reference text,
  at        timestamptz not null default clock_timestamp()
);
create index register_check_player on register_check (player_id, at desc);
grant select, insert (id, register, occasion, player_id, answer, reference) on register_check to evens_app;
