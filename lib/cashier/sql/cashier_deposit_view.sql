/* Deposits, whatever has become of them. */
create or replace view cashier_deposit_view as
  select id, player_id, amount, currency, state, created_at from payment where direction = 'deposit';

grant select on cashier_deposit_view to evens_app;
