-- Lists of excluded people that staff upload, for registers that are delivered as files.
create table register_list (
  id          uuid         primary key,
  register    text         not null,
  -- Of the file, to tell whether two are the same.
  sha256      bytea        not null check (octet_length(sha256) = 32),
  state       text         not null check (state in ('refused', 'draft', 'in_force', 'replaced', 'discarded')),
  people      integer      not null check (people >= 0),
  -- Lines of a refused file: their numbers and what is wrong, nothing of what they say.
  faults      jsonb        not null default '[]',
  faulty      integer      not null default 0 check (faulty >= 0),
  uploaded_by uuid         not null references staff_account,
  uploaded_at timestamptz  not null default clock_timestamp(),
  decided_at  timestamptz,
  check ((state = 'refused') = (faulty > 0))
);
create unique index register_list_in_force on register_list (register) where state = 'in_force';
create unique index register_list_draft on register_list (register) where state = 'draft';
create index register_list_newest on register_list (register, uploaded_at desc);
grant select, insert (id, register, sha256, state, people, faults, faulty, uploaded_by), update (state, decided_at) on register_list to evens_app;

-- Whom a list names, as a hash of name and birth date. Deleted with the list that another replaces.
create table register_list_person (
  list_id uuid  not null references register_list,
  person  bytea not null check (octet_length(person) = 32),
  until   date,
  primary key (list_id, person)
);
grant select, insert, delete on register_list_person to evens_app;
