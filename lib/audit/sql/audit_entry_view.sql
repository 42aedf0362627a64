/* The audit trail, oldest first by id. lib/audit/verify.ts checks the chain of its hashes. */
create or replace view audit_entry_view as
  select id, at, actor_id, actor, action, subject, reason, before, after, request_id, session_id, hash
    from audit_entry;

grant select on audit_entry_view to evens_app;
