/* The balance of an account, in minor units: a player's is stored; the operator's is the sum of its daily roll-ups and the entries since. */
create or replace function ledger_balance(p_account_id bigint) returns bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select case when a.owner_id is not null then a.balance else
    coalesce((select sum(r.amount) from ledger_rollup r where r.account_id = a.id), 0)::bigint
    + coalesce((select sum(e.amount) from ledger_entry e
                 where e.account_id = a.id and e.version is null
                   and e.created_at >= coalesce((select max(r.day) + 1 from ledger_rollup r where r.account_id = a.id)::timestamp
                                                at time zone 'UTC', '-infinity')), 0)::bigint
  end
  from ledger_account a where a.id = p_account_id
$$;

revoke execute on function ledger_balance from public;
grant execute on function ledger_balance to evens_app;
