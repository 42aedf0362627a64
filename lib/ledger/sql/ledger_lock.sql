/*
 * Locks the players' accounts among these in the order of their ids, so that two writers never wait for each other in a circle. Accounts
 * of the operator are never locked.
 */
create or replace function ledger_lock(p_accounts bigint[]) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select from ledger_account where id = any(p_accounts) and owner_id is not null order by id for no key update
$$;

revoke execute on function ledger_lock from public;
