-- Events that the relay could not deliver: no definition reads them, or a subscriber kept failing. They wait for a release that can,
-- or for staff to put them back into the outbox.
create table outbox_parked (
  id         bigint      generated always as identity primary key,
  kind       text        not null,
  payload    jsonb       not null,
  request_id text,
  reason     text        not null check (reason in ('unknown_kind', 'invalid_payload', 'invalid_bundle', 'subscriber_failed')),
  -- What the subscriber said.
  detail     text,
  parked_at  timestamptz not null default clock_timestamp()
);
grant select, insert (kind, payload, request_id, reason, detail), delete on outbox_parked to evens_app;
