/* Transfers: one debit, one credit, one amount in minor units. */
create or replace view ledger_transfer_view as
  select id, debit_id, credit_id, amount, currency, code, reference, reverses_id, created_at
    from ledger_transfer;

grant select on ledger_transfer_view to evens_app;
