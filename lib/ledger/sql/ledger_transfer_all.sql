/*
 * Makes transfers, all or none. One row a transfer comes back, in the order of the array: 'created' or 'existing' (same id, same content);
 * or, for all of them and with nothing written, 'id_reused' (same id, other content) or 'insufficient_funds' (with what is available on
 * the first account that has too little).
 * Locks: the players' accounts in the order of their ids.
 */
create or replace function ledger_transfer_all(p_postings ledger_posting[])
returns table (transfer_id uuid, outcome text, available bigint)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  fresh ledger_posting[];
  short record;
begin
  perform ledger_lock(array(select p.debit_id from unnest(p_postings) p union select p.credit_id from unnest(p_postings) p));

  if exists (
    select from unnest(p_postings) p join ledger_transfer t on t.id = p.id
     where (t.debit_id, t.credit_id, t.amount, t.currency, t.code, t.reference, t.reverses_id)
           is distinct from (p.debit_id, p.credit_id, p.amount, p.currency, p.code, p.reference, p.reverses_id)
  ) then
    return query select p.id, 'id_reused'::text, null::bigint from unnest(p_postings) p;
    return;
  end if;

  fresh := array(
    select row(p.id, p.debit_id, p.credit_id, p.amount, p.currency, p.code, p.reference, p.reverses_id)::ledger_posting
      from unnest(p_postings) with ordinality p
     where not exists (select from ledger_transfer t where t.id = p.id)
     order by p.ordinality);

  select a.id, a.balance - a.held - a.minimum as available into short
    from ledger_account a
    join (select f.debit_id as account_id, sum(f.amount) as debits from unnest(fresh) f group by 1) d on d.account_id = a.id
    left join (select f.credit_id as account_id, sum(f.amount) as credits from unnest(fresh) f group by 1) c on c.account_id = a.id
   where a.owner_id is not null and a.balance - a.held - a.minimum + coalesce(c.credits, 0) < d.debits
   order by a.id limit 1;
  if found then
    return query select p.id, 'insufficient_funds'::text, short.available from unnest(p_postings) p;
    return;
  end if;

  perform ledger_write(fresh);
  return query
    select p.id, case when f.id is null then 'existing' else 'created' end, null::bigint
      from unnest(p_postings) with ordinality p
      left join unnest(fresh) f on f.id = p.id
     order by p.ordinality;
end $$;

revoke execute on function ledger_transfer_all from public;
grant execute on function ledger_transfer_all to evens_app;
