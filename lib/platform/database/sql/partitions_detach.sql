/*
 * Detaches the oldest month of a set of tables ('feeds', 'bets' or 'entries', see partitioned) that ended p_keep months before this one began.
 * Feed messages and prices are kept for a month at least, bets and entries for a year. Answers no row when no month is due, else
 * 'detached' (call again for the next month) or why the month and all later ones stay. That is for the owning module to say, in its
 * function <what>_month_leaves(starts, ends, archived), if it has one: called before the month is archived and again afterwards. A reason
 * undoes everything the call did.
 * Locks: the advisory lock of partitions, then each member table briefly (partition_archive).
 */
create or replace function partitions_detach(p_what text, p_keep integer) returns table (starts_at timestamptz, outcome text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  parents text[] := array(select p.parent from partitioned() p where p.detached_with = p_what);
  due timestamptz := (date_trunc('month', now() at time zone 'UTC')
                      - greatest(p_keep, case p_what when 'feeds' then 1 else 12 end) * interval '1 month') at time zone 'UTC';
  leaves text := to_regproc(p_what || '_month_leaves');
  oldest timestamptz;
  until timestamptz;
  member text;
  archived boolean;
  reason text;
begin
  perform pg_advisory_xact_lock(hashtext('partitions'));
  select m.starts_at, m.ends_at into oldest, until from partition_month m
   where m.parent = any(parents) and m.ends_at <= due order by m.starts_at limit 1;
  if oldest is null then return; end if;

  foreach archived in array array[false, true] loop
    if archived then
      foreach member in array parents loop
        if exists (select from partition_month m where m.parent = member and m.starts_at = oldest) then
          perform partition_archive(member, oldest);
        end if;
      end loop;
    end if;
    if leaves is not null then execute format('select %s($1, $2, $3)', leaves) into reason using oldest, until, archived; end if;
    if reason is not null then raise exception using errcode = 'EV002', message = reason; end if;
  end loop;
  return query select oldest, 'detached';
exception when sqlstate 'EV002' then
  return query select oldest, sqlerrm;
end $$;

revoke execute on function partitions_detach from public;
grant execute on function partitions_detach to evens_app;
