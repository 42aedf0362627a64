/*
 * Sums the operator's entries by account and day, for days that ended at least an hour ago: no transaction lives that long, so none can
 * still add to them. Days up to an account's newest roll-up are summed already, so only later months are read. Answers how many sums it
 * added; may run twice at once. Hourly sums of tracked accounts that no limit looks at any more are deleted.
 */
create or replace function ledger_roll_up() returns bigint
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  delete from ledger_flow f where f.hour < clock_timestamp() - interval '62 days';

  with closed as (
    select a.id as account_id, d.day, d.amount, d.entries
      from ledger_account a,
           lateral (select (e.created_at at time zone 'UTC')::date as day, sum(e.amount)::bigint as amount, count(*) as entries
                      from ledger_entry e
                     where e.account_id = a.id and e.version is null
                       and e.created_at < date_trunc('day', now() - interval '1 hour', 'UTC')
                       and e.created_at >= coalesce((select max(r.day) + 1 from ledger_rollup r where r.account_id = a.id)::timestamp
                                                    at time zone 'UTC', '-infinity')
                     group by 1) d
     where a.owner_id is null
  ), written as (
    insert into ledger_rollup (account_id, day, amount, entries)
    select account_id, day, amount, entries from closed on conflict do nothing returning 1
  )
  select count(*) from written
$$;

revoke execute on function ledger_roll_up from public;
grant execute on function ledger_roll_up to evens_app;
