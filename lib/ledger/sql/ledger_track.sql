/*
 * Keeps hourly sums of this account from now on, and makes those of the last 32 days from its entries.
 * Expects: the caller has locked the account. Internal.
 */
create or replace function ledger_track(p_account_id bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  start timestamptz := date_trunc('hour', clock_timestamp() - interval '32 days', 'UTC');
begin
  insert into ledger_tracked (account_id, since) values (p_account_id, start) on conflict do nothing;
  if not found then return; end if;
  insert into ledger_flow (account_id, hour, code, amount)
  select e.account_id, date_trunc('hour', e.created_at, 'UTC'), t.code, sum(e.amount)
    from ledger_entry e join ledger_transfer t on t.id = e.transfer_id
   where e.account_id = p_account_id and e.created_at >= start
   group by 1, 2, 3;
end $$;

revoke execute on function ledger_track from public;
