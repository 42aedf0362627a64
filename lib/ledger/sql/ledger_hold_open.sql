/*
 * Sets money aside on a player's account until p_expires_at. Answers 'held', 'existing' (same id, same content), 'id_reused' (same id,
 * other content) or 'insufficient_funds' with what is available.
 * Locks: the account. Raises EV001 for an account of the operator or of another currency.
 */
create or replace function ledger_hold_open(p_posting ledger_posting, p_expires_at timestamptz)
returns table (outcome text, available bigint)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  existing ledger_hold;
  account ledger_account;
begin
  perform ledger_lock(array[p_posting.debit_id]);
  select * into existing from ledger_hold h where h.id = p_posting.id;
  if found then
    return query select case
      when (existing.debit_id, existing.credit_id, existing.amount, existing.currency, existing.code, existing.reference)
           is not distinct from
           (p_posting.debit_id, p_posting.credit_id, p_posting.amount, p_posting.currency, p_posting.code, p_posting.reference)
      then 'existing' else 'id_reused' end, null::bigint;
    return;
  end if;
  select * into strict account from ledger_account a where a.id = p_posting.debit_id;
  if account.owner_id is null then perform ledger_fault('only a player''s account can be held'); end if;
  if account.currency <> p_posting.currency then perform ledger_fault('account is not in ' || p_posting.currency); end if;
  if account.balance - account.held - account.minimum < p_posting.amount then
    return query select 'insufficient_funds'::text, account.balance - account.held - account.minimum;
    return;
  end if;
  insert into ledger_hold (id, debit_id, credit_id, amount, currency, code, reference, expires_at)
  values (p_posting.id, p_posting.debit_id, p_posting.credit_id, p_posting.amount, p_posting.currency, p_posting.code,
          p_posting.reference, p_expires_at);
  update ledger_account set held = held + p_posting.amount where ledger_account.id = p_posting.debit_id;
  return query select 'held'::text, null::bigint;
end $$;

revoke execute on function ledger_hold_open from public;
grant execute on function ledger_hold_open to evens_app;
