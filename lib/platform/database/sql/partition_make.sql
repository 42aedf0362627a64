/*
 * Makes the month of p_parent that holds p_at, and answers whether it was missing. The new table is made empty and then attached, so
 * readers and writers of other months do not wait.
 * Refuses (no_data_found) a table that `partitioned` does not list. Internal: partitions_make_ahead is the public function.
 */
create or replace function partition_make(p_parent text, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  starts timestamptz := date_trunc('month', p_at, 'UTC');
  ends   timestamptz := (starts at time zone 'UTC' + interval '1 month') at time zone 'UTC';
  named  text := p_parent || '_' || to_char(starts at time zone 'UTC', 'YYYY_MM');
  by_id  boolean;
begin
  select key = 'id' into strict by_id from partitioned() where parent = p_parent;
  if to_regclass('months.' || named) is not null then return false; end if;
  execute format('create table months.%I (like %I including defaults including constraints)', named, p_parent);
  if p_parent = 'ledger_entry' then
    -- Stricter than the parent can be: a partitioned table's own unique index would have to hold the time as well.
    execute format('create unique index %I on months.%I (account_id, version) where version is not null', named || '_player', named);
  elsif p_parent = 'bet_leg' then
    execute format('alter table months.%I set (fillfactor = 50)', named);
  end if;
  execute format('alter table %I attach partition months.%I for values from (%L) to (%L)', p_parent, named,
                 case when by_id then uuid_floor(starts)::text else starts::text end,
                 case when by_id then uuid_floor(ends)::text else ends::text end);
  return true;
end $$;

revoke execute on function partition_make from public;
