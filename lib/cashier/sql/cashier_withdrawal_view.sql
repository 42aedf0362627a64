/* Withdrawals, whatever has become of them. Only their player makes one `canceled`. */
create or replace view cashier_withdrawal_view as
  select id, player_id, amount, currency, state, created_at from payment where direction = 'withdrawal';

grant select on cashier_withdrawal_view to evens_app;
