/*
 * Refreshes the planner's statistics of a whole partitioned table; autovacuum looks only at the months. One table a call, so that the
 * lock is short.
 */
create or replace function partition_analyze(p_parent text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from partitioned() where parent = p_parent;
  if not found then raise exception '% is not cut into months', p_parent; end if;
  execute format('analyze %I', p_parent);
end $$;

revoke execute on function partition_analyze from public;
grant execute on function partition_analyze to evens_app;
