/*
 * Moves one month of one table out of its parent into the schema "archive" and records it in detached_month.
 * Locks: the parent exclusively, for an instant; gives up after two seconds. Internal: partitions_detach decides what may go.
 */
create or replace function partition_archive(p_parent text, p_starts_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '2s' as $$
declare
  m partition_month;
begin
  select * into strict m from partition_month where parent = p_parent and starts_at = p_starts_at;
  execute format('alter table %I detach partition months.%I', m.parent, m.name);
  execute format('alter table months.%I set schema archive', m.name);
  insert into detached_month (parent, starts_at, ends_at) values (m.parent, m.starts_at, m.ends_at);
end $$;

revoke execute on function partition_archive from public;
