-- A money event is written once and relayed as it is. To lock rows the relay needs the right to update one column, and
-- the generated id is the one that cannot be changed by it.
revoke update on outbox from evens_app;
grant update (id) on outbox to evens_app;
