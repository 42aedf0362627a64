/* Holds: money set aside on an account until it is posted, voided or has expired. */
create or replace view ledger_hold_view as
  select id, debit_id, credit_id, amount, currency, code, reference, expires_at, created_at
    from ledger_hold;

grant select on ledger_hold_view to evens_app;
