/*
 * Takes money back from a player's cash, whether or not it is still there: what is not available is booked as owed first, under p_owed_id. Answers
 * 'created', 'existing' (same id, same content) or 'id_reused' (same id, other content; nothing is written), and how much was booked as owed.
 * Locks: the cash account, then the player's receivable. Raises EV001 for any account but a player's cash.
 */
create or replace function ledger_recover(p_posting ledger_posting, p_owed_id uuid)
returns table (outcome text, owed bigint)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  cash ledger_account;
  existing ledger_transfer;
  receivable bigint;
  missing bigint;
begin
  perform ledger_lock(array[p_posting.debit_id]);
  select * into strict cash from ledger_account a where a.id = p_posting.debit_id;
  if cash.kind <> 'player_cash' then perform ledger_fault('money is recovered from a player''s cash'); end if;
  select * into existing from ledger_transfer t where t.id = p_posting.id;
  if found then
    return query select case
      when (existing.debit_id, existing.credit_id, existing.amount, existing.currency, existing.code, existing.reference, existing.reverses_id)
           is not distinct from (p_posting.debit_id, p_posting.credit_id, p_posting.amount, p_posting.currency, p_posting.code,
                                 p_posting.reference, p_posting.reverses_id)
      then 'existing' else 'id_reused' end,
      coalesce((select t.amount from ledger_transfer t where t.id = p_owed_id), 0);
    return;
  end if;
  missing := greatest(p_posting.amount - (cash.balance - cash.held - cash.minimum), 0);
  if missing > 0 then
    receivable := ledger_account_for('player_receivable', cash.owner_id, cash.currency);
    perform ledger_lock(array[receivable]);
    perform ledger_write(array[
      row(p_owed_id, receivable, cash.id, missing, cash.currency, 'receivable_booked', p_posting.reference, null)::ledger_posting,
      p_posting]);
  else
    perform ledger_write(array[p_posting]);
  end if;
  return query select 'created'::text, missing;
end $$;

revoke execute on function ledger_recover from public;
grant execute on function ledger_recover to evens_app;
