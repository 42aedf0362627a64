-- Two accounts that may be one person's, for staff to look at. player_id is the newer account: it is held back while the case is open.
create table duplicate_case (
  id         uuid        primary key,
  player_id  uuid        not null references player,
  other_id   uuid        not null references player,
  -- 'exact': the same names and birth date. 'close': one account leaves out a name. 'instrument': the same card, bank account or wallet.
  match      text        not null check (match in ('exact', 'close', 'instrument')),
  status     text        not null default 'open' check (status in ('open', 'same', 'different')),
  opened_at  timestamptz not null default clock_timestamp(),
  decided_at timestamptz,
  decided_by uuid        references staff_account,
  note       text,
  constraint duplicate_case_pair unique (player_id, other_id),
  constraint duplicate_case_two check (player_id <> other_id),
  constraint duplicate_case_decided check ((status = 'open') = (decided_at is null))
);
create index duplicate_case_open on duplicate_case (opened_at) where status = 'open';
create index player_birth_date on player (birth_date);

grant select, insert (id, player_id, other_id, match), update (status, decided_at, decided_by, note) on duplicate_case to evens_app;
