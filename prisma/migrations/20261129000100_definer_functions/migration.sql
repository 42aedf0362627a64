-- A function with its owner's rights must find no object of its caller's. Where a search path does not name pg_temp, it is
-- searched first, so a temporary table of the caller's could take the place of one of ours. Named last, it never does.
do $$
declare
  definer regprocedure;
begin
  for definer in
    select p.oid from pg_proc p
     where p.prosecdef and p.pronamespace = 'public'::regnamespace and pg_has_role(p.proowner, 'member')
       and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  loop
    execute format('alter function %s set search_path = pg_catalog, public, pg_temp', definer);
  end loop;
end $$;

-- Nothing is executable by everyone. Functions with their owner's rights are granted one by one; those with the caller's rights
-- add none, and lib/platform/database/grants.ts grants them to the application together.
revoke execute on all functions in schema public from public;
alter default privileges revoke execute on functions from public;
