/* Accounts. balance, held and version are kept for players' accounts only: ledger_balance answers for the operator's. */
create or replace view ledger_account_view as
  select id, kind, owner_id, detail, currency, balance, held, version, minimum, created_at, hold_version
    from ledger_account;

grant select on ledger_account_view to evens_app;
