/* Entries, two a transfer: a credit is positive, a debit negative. Stored by month of created_at. */
create or replace view ledger_entry_view as
  select transfer_id, account_id, amount, version, balance_after, created_at
    from ledger_entry;

grant select on ledger_entry_view to evens_app;
