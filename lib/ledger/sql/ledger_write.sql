/*
 * Writes transfers (ledger_write_entries), then collects what the credited players owe. Every transfer goes through here, so no credit of
 * any kind can pass a debt by. Expectations and refusals are those of ledger_write_entries.
 * Internal: ledger_transfer_all, and functions of other modules that run with the owner's rights, call it.
 */
create or replace function ledger_write(p_postings ledger_posting[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  owing record;
begin
  perform ledger_write_entries(p_postings);
  select array_agg(k.id) as cash, array_agg(k.reference) as reference into owing from (
    select c.id, max(p.reference) as reference
      from unnest(p_postings) p join ledger_account c on c.id = p.credit_id
     where c.kind = 'player_cash'
       and exists (select from ledger_account r
                    where r.owner_id = c.owner_id and r.kind = 'player_receivable' and r.currency = c.currency and r.detail = ''
                      and r.balance < 0)
     group by c.id) k;
  if owing.cash is not null then perform ledger_collect(owing.cash, owing.reference); end if;
end $$;

revoke execute on function ledger_write from public;
