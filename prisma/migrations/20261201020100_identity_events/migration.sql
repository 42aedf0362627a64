-- What an identity provider tells us, as it was sent: stored once, and a reason to ask the provider.
create table identity_event (
  provider    text        not null,
  event_id    text        not null,
  kind        text        not null,
  -- The check at the provider that it is about.
  reference   text        not null,
  body        bytea       not null,
  received_at timestamptz not null default clock_timestamp(),
  ended_at    timestamptz,
  primary key (provider, event_id)
);
create index identity_event_open on identity_event (received_at) where ended_at is null;

grant select, insert (provider, event_id, kind, reference, body), update (ended_at), delete on identity_event to evens_app;
