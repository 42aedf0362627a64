/*
 * What the ledger says that providers have received and paid, one row for each object of theirs: deposits that were credited or suspended, payouts and
 * returns that were paid, in the currency that moved. Money in suspense that was assigned counts once, as what was suspended.
 */
create or replace view cashier_settled_view as
  select p.provider, 'in'::text as direction, p.object_id, coalesce(x.amount, p.amount) as amount,
         coalesce(x.currency, p.currency)::text as currency, p.created_at as at, p.id as subject_id
    from payment p left join payment_exchange x on x.payment_id = p.id
   where p.direction = 'deposit' and p.state = 'succeeded' and p.object_id is not null
     and not exists (select from payment_exception e where e.assigned_payment_id = p.id)
  union all
  select e.provider, 'in', e.object_id, e.amount, e.currency, e.opened_at, e.id
    from payment_exception e where e.transfer_id is not null
  union all
  select o.provider, 'out', o.object_id, o.amount, o.currency::text, o.created_at, o.id
    from payout o where o.state = 'paid' and o.object_id is not null
  union all
  select e.provider, 'out', r.object_id, e.amount, e.currency, r.created_at, r.id
    from payment_return r join payment_exception e on e.id = r.exception_id
   where r.state = 'paid' and r.object_id is not null;

grant select on cashier_settled_view to evens_app;
