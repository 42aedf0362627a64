/* What the detached entries of an account come to. */
create or replace view ledger_carried_view as
  select account_id, amount, entries
    from ledger_carried;

grant select on ledger_carried_view to evens_app;
