/*
 * Makes what is missing of this month and the next p_months for every partitioned table. Answers how many months it made.
 * Locks: an advisory lock, so that two callers do not make the same month; waits three seconds at most for a table.
 */
create or replace function partitions_make_ahead(p_months integer) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '3s' as $$
declare
  made integer := 0;
  wanted record;
begin
  perform pg_advisory_xact_lock(hashtext('partitions'));
  for wanted in
    select t.parent, m.at from partitioned() t,
           generate_series(0, p_months) n,
           lateral (select (date_trunc('month', now() at time zone 'UTC') + n * interval '1 month') at time zone 'UTC' as at) m
     order by m.at, t.parent
  loop
    made := made + partition_make(wanted.parent, wanted.at)::integer;
  end loop;
  return made;
end $$;

revoke execute on function partitions_make_ahead from public;
grant execute on function partitions_make_ahead to evens_app;
