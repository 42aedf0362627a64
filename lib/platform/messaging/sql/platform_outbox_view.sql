/* Events that are still to be relayed. */
create or replace view platform_outbox_view as
  select id, kind, payload, request_id, created_at
    from outbox;

grant select on platform_outbox_view to evens_app;
