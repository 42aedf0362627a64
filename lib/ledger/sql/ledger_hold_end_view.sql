/* How a hold ended, once at most. */
create or replace view ledger_hold_end_view as
  select hold_id, kind, transfer_id, posted, created_at
    from ledger_hold_end;

grant select on ledger_hold_end_view to evens_app;
