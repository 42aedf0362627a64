-- Staff may ask the player of a withdrawal in review for documents that show where the money comes from.
insert into payment_step (direction, from_state, to_state) values
  ('withdrawal', 'in_review', 'information_needed'), ('withdrawal', 'information_needed', 'in_review'),
  ('withdrawal', 'information_needed', 'canceled');

-- Who works on a withdrawal in review: one person at a time.
create table payment_assignment (
  payment_id  uuid        primary key references payment,
  staff_id    uuid        not null references staff_account,
  taken_at    timestamptz not null default clock_timestamp()
);

-- What staff asked the player of a withdrawal for. It is over when the documents were sent, or when the review goes on without them.
create table payment_information (
  id          uuid        primary key,
  payment_id  uuid        not null references payment,
  -- Shown to the player.
  note        text        not null check (note <> ''),
  asked_by    uuid        not null references staff_account,
  asked_at    timestamptz not null default clock_timestamp(),
  outcome     text        check (outcome in ('sent', 'withdrawn')),
  ended_at    timestamptz,
  check ((outcome is null) = (ended_at is null))
);
create unique index payment_information_open on payment_information (payment_id) where ended_at is null;
create index payment_information_payment on payment_information (payment_id, asked_at desc);
create index payment_review on payment (created_at) where state in ('in_review', 'information_needed');

-- A document may be about something else than who somebody is: then it names what asked for it, and belongs to no submission.
alter table identity_document alter column submission_id drop not null;
alter table identity_document add column reference text;
alter table identity_document add constraint identity_document_about check ((submission_id is null) = (reference is not null)) not valid;
alter table identity_document validate constraint identity_document_about;
create index identity_document_reference on identity_document (reference) where reference is not null;

grant select, insert (payment_id, staff_id), update (staff_id, taken_at), delete on payment_assignment to evens_app;
grant select, insert (id, payment_id, note, asked_by), update (outcome, ended_at) on payment_information to evens_app;
grant insert (reference) on identity_document to evens_app;

-- Staff look at what a provider said of one object.
create index provider_event_object on provider_event (provider, object_id) where object_id is not null;
