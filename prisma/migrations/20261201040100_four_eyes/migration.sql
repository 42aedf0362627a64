-- Commands of staff that a second person has to approve before they run: what was asked for, exactly, and what became of it.
create table command_approval (
  id           uuid        primary key,
  command      text        not null,
  -- What it would be done to, as in the audit trail.
  subject      text        not null,
  reason       text,
  -- As it was sent; the hash is of command and input.
  input        jsonb       not null,
  input_hash   bytea       not null,
  requested_by uuid        not null references staff_account,
  requested_at timestamptz not null default clock_timestamp(),
  expires_at   timestamptz not null default clock_timestamp() + interval '24 hours',
  status       text        not null default 'pending' check (status in ('pending', 'approved', 'rejected', 'withdrawn', 'expired')),
  decided_by   uuid        references staff_account,
  decided_at   timestamptz,
  check ((status = 'pending') = (decided_at is null)),
  -- Nobody decides about what they asked for, but may withdraw it.
  check (status not in ('approved', 'rejected') or (decided_by is not null and decided_by <> requested_by)),
  check (status <> 'withdrawn' or decided_by = requested_by)
);
create unique index command_approval_asked on command_approval (requested_by, input_hash) where status = 'pending';
create index command_approval_newest on command_approval (requested_at desc);
grant select, insert (id, command, subject, reason, input, input_hash, requested_by), update (status, decided_by, decided_at) on command_approval to evens_app;
