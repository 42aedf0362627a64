-- Who a player is by law. Accounts from before have no row until their player fills it in.
create table player_person (
  player_id  uuid        primary key references player,
  first_name text        not null,
  last_name  text        not null,
  street     text        not null,
  city       text        not null,
  -- Null where the country has none.
  postcode   text,
  -- The names in the form in which they are compared: lib/players/person/name-key.ts.
  name_key   text        not null,
  changed_at timestamptz not null default clock_timestamp()
);
create index player_person_name_key on player_person (name_key);

-- What a player sends for review, or a session at a provider.
create table identity_submission (
  id           uuid        primary key,
  player_id    uuid        not null references player,
  -- 'manual': documents that staff review.
  provider     text        not null,
  -- Names the session at the provider.
  reference    text,
  levels       text[]      not null default '{}',
  status       text        not null default 'draft',
  created_at   timestamptz not null default clock_timestamp(),
  submitted_at timestamptz,
  ended_at     timestamptz,
  reason       text,
  -- For staff alone.
  note         text,
  ended_by     uuid        references staff_account,
  constraint identity_submission_status check (status in ('draft', 'pending', 'approved', 'refused', 'cancelled')),
  constraint identity_submission_submitted check (status in ('draft', 'cancelled') or submitted_at is not null),
  constraint identity_submission_ended check ((ended_at is not null) = (status in ('approved', 'refused', 'cancelled')))
);
create unique index identity_submission_reference on identity_submission (provider, reference) where reference is not null;
create unique index identity_submission_draft on identity_submission (player_id) where status = 'draft';
create index identity_submission_queue on identity_submission (submitted_at) where status = 'pending';
create index identity_submission_player on identity_submission (player_id, created_at desc);

-- Images of documents, sealed. The content is null once its retention is over.
create table identity_document (
  id            uuid        primary key,
  submission_id uuid        not null references identity_submission,
  player_id     uuid        not null references player,
  kind          text        not null,
  content       bytea,
  width         integer     not null check (width > 0),
  height        integer     not null check (height > 0),
  uploaded_at   timestamptz not null default clock_timestamp(),
  deleted_at    timestamptz,
  constraint identity_document_deleted check ((content is null) = (deleted_at is not null))
);
-- It does not compress.
alter table identity_document alter column content set storage external;
create index identity_document_submission on identity_document (submission_id, uploaded_at);
create index identity_document_player on identity_document (player_id);

-- The state of each level of a player's identity; no row is 'unverified'. identity_move alone writes here.
create table identity_level (
  player_id     uuid        not null references player,
  level         text        not null,
  state         text        not null,
  submission_id uuid        references identity_submission,
  provider      text,
  reason        text,
  changed_at    timestamptz not null default clock_timestamp(),
  -- Of a verified level; null without an end.
  valid_until   timestamptz,
  primary key (player_id, level),
  constraint identity_level_level check (level in ('age', 'identity', 'address')),
  constraint identity_level_state check (state in ('unverified', 'pending', 'verified', 'refused', 'expired'))
);
create index identity_level_expiry on identity_level (valid_until) where state = 'verified' and valid_until is not null;

-- Every transition.
create table identity_change (
  id            bigint      generated always as identity primary key,
  player_id     uuid        not null references player,
  level         text        not null,
  action        text        not null,
  before        text        not null,
  after         text        not null,
  submission_id uuid        references identity_submission,
  provider      text,
  reason        text,
  -- Of staff who decided; null otherwise.
  made_by       uuid        references staff_account,
  at            timestamptz not null default clock_timestamp()
);
create index identity_change_player on identity_change (player_id, id desc);

-- What gates and commits read: verified levels with the end of each in milliseconds, null without one; and the number of the last change.
alter table player add column verified jsonb not null default '{}', add column identity_version integer not null default 0;

-- The identity that the decision on a bet has read.
alter type bet_input add attribute identity_version integer;

grant select, insert, update (first_name, last_name, street, city, postcode, name_key, changed_at) on player_person to evens_app;
grant select, insert (id, player_id, provider, levels, status, submitted_at),
      update (reference, levels, status, submitted_at, ended_at, reason, note, ended_by) on identity_submission to evens_app;
grant select, insert (id, submission_id, player_id, kind, content, width, height),
      update (content, deleted_at), delete on identity_document to evens_app;
grant select on identity_level, identity_change to evens_app;
