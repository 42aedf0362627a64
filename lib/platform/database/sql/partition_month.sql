/* Every attached month of a partitioned table, [starts_at, ends_at). */
create or replace view partition_month as
  select p.relname::text as parent, c.oid as child, c.relname::text as name, m.starts_at,
         (m.starts_at at time zone 'UTC' + interval '1 month') at time zone 'UTC' as ends_at
    from pg_inherits i
    join pg_class p on p.oid = i.inhparent and p.relkind = 'p' and p.relnamespace = 'public'::regnamespace
    join pg_class c on c.oid = i.inhrelid,
         lateral (select to_timestamp(right(c.relname, 7) || ' +00', 'YYYY_MM TZH') as starts_at) m;

grant select on partition_month to evens_app;
