/* Deposits, whatever has become of them. `instrument` names what was paid with: the same card that was entered twice is one. */
create or replace view cashier_deposit_view as
  select p.id, p.player_id, p.amount, p.currency, p.state, p.created_at, coalesce(i.fingerprint, i.id::text) as instrument
    from payment p left join payment_instrument i on i.id = p.instrument_id
   where p.direction = 'deposit';

grant select on cashier_deposit_view to evens_app;
