/*
 * Writes transfers that are known to be new, both entries of each, and the running balances of players' accounts. Entries of one account
 * are numbered in the order of the array; transfers and entries of one call carry one time. Only players' entries, which have a running
 * balance, are sorted and summed. Of tracked accounts the hourly sums are kept as well.
 * Expects: the caller has called ledger_lock and looked for repeated transfer ids.
 * Refuses: a balance below its minimum violates ledger_account_minimum; an account that is missing or has another currency raises EV001.
 * Either way nothing is written. Internal: ledger_write is the one way to write transfers.
 */
create or replace function ledger_write_entries(p_postings ledger_posting[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  moment timestamptz := clock_timestamp();
  written bigint;
begin
  insert into ledger_transfer (id, debit_id, credit_id, amount, currency, code, reference, reverses_id, created_at)
  select p.id, p.debit_id, p.credit_id, p.amount, p.currency, p.code, p.reference, p.reverses_id, moment
    from unnest(p_postings) p;

  with account as materialized (
    select a.id, a.currency, a.balance, a.version, a.owner_id is not null as running
      from ledger_account a
     where a.id = any(array(select p.debit_id from unnest(p_postings) p union select p.credit_id from unnest(p_postings) p))
  ), side as materialized (
    select p.ordinality as n, p.id, a.id as account_id, -p.amount as amount, a.balance, a.version, a.running
      from unnest(p_postings) with ordinality p join account a on a.id = p.debit_id and a.currency = p.currency
    union all
    select p.ordinality, p.id, a.id, p.amount, a.balance, a.version, a.running
      from unnest(p_postings) with ordinality p join account a on a.id = p.credit_id and a.currency = p.currency
  ), moved as (
    update ledger_account a
       set balance = a.balance + t.total, version = a.version + t.entries
      from (select account_id, sum(amount)::bigint as total, count(*) as entries
              from side where running group by account_id) t
     where a.id = t.account_id
  )
  insert into ledger_entry (transfer_id, account_id, amount, version, balance_after, created_at)
  select s.id, s.account_id, s.amount, null, null, moment from side s where not s.running
  union all
  select s.id, s.account_id, s.amount, s.version + row_number() over w, s.balance + sum(s.amount) over w, moment
    from side s where s.running
  window w as (partition by s.account_id order by s.n rows unbounded preceding);
  get diagnostics written = row_count;
  if written <> 2 * cardinality(p_postings) then
    perform ledger_fault('a transfer needs two accounts in its own currency');
  end if;

  insert into ledger_flow as f (account_id, hour, code, amount)
  select s.account_id, date_trunc('hour', moment, 'UTC'), s.code, sum(s.amount)
    from (select p.debit_id as account_id, p.code, -p.amount as amount from unnest(p_postings) p
          union all
          select p.credit_id, p.code, p.amount from unnest(p_postings) p) s
    join ledger_tracked t on t.account_id = s.account_id
   group by s.account_id, s.code
  on conflict (account_id, hour, code) do update set amount = f.amount + excluded.amount;
end $$;

revoke execute on function ledger_write_entries from public;
