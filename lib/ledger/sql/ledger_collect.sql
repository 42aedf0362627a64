/*
 * Repays what the owners of these cash accounts owe, out of what is available on them. p_references names, account by account, what
 * brought the money.
 * Locks: the caller holds the cash accounts; a receivable is only ever locked after the cash of its owner, so nobody waits in a circle.
 */
create or replace function ledger_collect(p_cash bigint[], p_references text[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  owing bigint[];
begin
  owing := array(
    select r.id from unnest(p_cash) u(id) join ledger_account c on c.id = u.id
      join ledger_account r on r.owner_id = c.owner_id and r.kind = 'player_receivable' and r.currency = c.currency and r.detail = ''
     where c.kind = 'player_cash' and r.balance < 0);
  if cardinality(owing) = 0 then return; end if;
  perform ledger_lock(owing);
  perform ledger_write_entries(array(
    select row(md5('repayment:' || r.id || ':' || r.version)::uuid, c.id, r.id, least(-r.balance, c.balance - c.held - c.minimum),
               c.currency, 'receivable_repaid', u.reference, null)::ledger_posting
      from unnest(p_cash, p_references) u(id, reference) join ledger_account c on c.id = u.id
      join ledger_account r on r.id = any(owing) and r.owner_id = c.owner_id and r.currency = c.currency
     where r.balance < 0 and c.balance - c.held - c.minimum > 0
     order by c.id));
end $$;

revoke execute on function ledger_collect from public;
