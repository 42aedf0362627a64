/*
 * Deletes and returns the oldest rows of the outbox, at most p_limit. Rows that another relay has locked are skipped, so relays may run
 * side by side. Commits without waiting for the disk: what a crash brings back is relayed again, and delivery is at least once anyway.
 * Planned by index only: a plan made while the outbox was empty must not stay when it is full.
 */
create or replace function outbox_take(p_limit integer) returns setof outbox
language plpgsql set enable_seqscan = off set enable_bitmapscan = off as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  return query
    delete from outbox o
     where o.id = any(array(select w.id from outbox w order by w.id limit p_limit for update skip locked))
    returning o.*;
end $$;
