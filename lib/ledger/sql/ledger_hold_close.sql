/*
 * Ends a hold. p_kind 'posted' makes the transfer p_transfer_id for p_amount (null: all of it) and releases the rest; 'voided' and
 * 'expired' release everything. What is released repays a debt first. Answers 'ended', 'existing' (it had ended in the same way) or a
 * refusal: 'unknown_hold', 'already_ended', 'amount_above_hold', 'expired' (a posting too late), 'not_expired'.
 * Locks: both accounts, as far as they are players'.
 */
create or replace function ledger_hold_close(p_hold_id uuid, p_kind text, p_amount bigint default null, p_transfer_id uuid default null)
returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  hold ledger_hold;
  ended ledger_hold_end;
  posted_amount bigint;
begin
  select * into hold from ledger_hold where id = p_hold_id;
  if not found then return 'unknown_hold'; end if;
  posted_amount := case when p_kind = 'posted' then coalesce(p_amount, hold.amount) else 0 end;
  perform ledger_lock(array[hold.debit_id, hold.credit_id]);
  select * into ended from ledger_hold_end where hold_id = p_hold_id;
  if found then
    return case when ended.kind = p_kind and ended.posted = posted_amount
                 and ended.transfer_id is not distinct from p_transfer_id then 'existing' else 'already_ended' end;
  end if;
  if p_kind = 'posted' and (posted_amount > hold.amount or posted_amount <= 0) then return 'amount_above_hold'; end if;
  if p_kind = 'posted' and hold.expires_at <= clock_timestamp() then return 'expired'; end if;
  if p_kind = 'expired' and hold.expires_at > clock_timestamp() then return 'not_expired'; end if;
  update ledger_account set held = held - hold.amount where id = hold.debit_id;
  if p_kind = 'posted' then
    perform ledger_write(array[row(p_transfer_id, hold.debit_id, hold.credit_id, posted_amount, hold.currency, hold.code,
                                   hold.reference, null)::ledger_posting]);
  end if;
  insert into ledger_hold_end (hold_id, kind, transfer_id, posted) values (p_hold_id, p_kind, p_transfer_id, posted_amount);
  perform ledger_collect(array[hold.debit_id], array[hold.reference]);
  return 'ended';
end $$;

revoke execute on function ledger_hold_close from public;
grant execute on function ledger_hold_close to evens_app;
