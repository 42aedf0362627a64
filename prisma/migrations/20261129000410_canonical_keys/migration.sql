-- An idempotency key has one form: two that differ in letter case are one key. Rows from before stay as they are.
alter table bet_key add constraint bet_key_canonical check (idempotency_key = lower(idempotency_key)) not valid;
alter table pending_bet add constraint pending_bet_key_canonical check (idempotency_key = lower(idempotency_key));
alter table deposit add constraint deposit_key_canonical check (idempotency_key = lower(idempotency_key)) not valid;
