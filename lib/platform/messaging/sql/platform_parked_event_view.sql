/* Events that could not be delivered. */
create or replace view platform_parked_event_view as
  select id, kind, payload, request_id, reason, detail, parked_at
    from outbox_parked;

grant select on platform_parked_event_view to evens_app;
