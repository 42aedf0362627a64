/*
 * Part of partitions_detach for entries: sums the entries of the month [p_starts, p_ends) into ledger_carried, or answers why they must stay:
 * 'open_bets' (bets of that month are still attached) or 'not_rolled_up' (the operator's daily sums of that month are not complete).
 */
create or replace function entries_month_leaves(p_starts timestamptz, p_ends timestamptz, p_archived boolean) returns text
language plpgsql as $$
declare
  incomplete boolean;
begin
  if p_archived then return null; end if;
  if exists (select from partition_month m where m.parent = 'bet' and m.starts_at <= p_starts) then return 'open_bets'; end if;
  -- Entries of a month that has ended are never written again, so they can be summed before anything is locked.
  with gone as materialized (
    select e.account_id, sum(e.amount)::bigint as amount, count(*) as entries
      from ledger_entry e where e.created_at >= p_starts and e.created_at < p_ends group by 1
  ), carried as (
    insert into ledger_carried as c (account_id, amount, entries)
    select g.account_id, g.amount, g.entries from gone g
    on conflict (account_id) do update set amount = c.amount + excluded.amount, entries = c.entries + excluded.entries
  )
  select exists (
    select from gone g join ledger_account a on a.id = g.account_id
     where a.owner_id is null
       and g.amount <> (select coalesce(sum(r.amount), 0) from ledger_rollup r
                         where r.account_id = a.id and r.day >= (p_starts at time zone 'UTC')::date
                           and r.day < (p_ends at time zone 'UTC')::date)) into incomplete;
  return case when incomplete then 'not_rolled_up' end;
end $$;
