/* What moved on tracked accounts, by hour and code. */
create or replace view ledger_flow_view as
  select account_id, hour, code, amount from ledger_flow;

grant select on ledger_flow_view to evens_app;
