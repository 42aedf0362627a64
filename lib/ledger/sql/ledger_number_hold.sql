/* Trigger. Numbers every change of what is held on an account, so that readers can tell which of two balances is newer. */
create or replace function ledger_number_hold() returns trigger
language plpgsql as $$
begin
  new.hold_version := old.hold_version + 1;
  return new;
end $$;

create or replace trigger ledger_account_hold before update of held on ledger_account
  for each row when (old.held <> new.held) execute function ledger_number_hold();
