/* Raises EV001: the caller broke a rule of the ledger. It is a defect in our code, not a refusal to a player. */
create or replace function ledger_fault(p_message text) returns void
language plpgsql as $$
begin
  raise exception using errcode = 'EV001', message = p_message;
end $$;
