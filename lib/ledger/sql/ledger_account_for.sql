/*
 * Finds an account or opens it, and answers its id. p_owner is the player, or null for an account of the operator. The two cases are
 * looked up separately, because no index can answer "is not distinct from" for a value that the plan does not know.
 */
create or replace function ledger_account_for(p_kind text, p_owner uuid, p_currency char(3), p_detail text default '')
returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  found_id bigint;
begin
  for attempt in 1..2 loop
    if p_owner is null then
      select id into found_id from ledger_account
       where owner_id is null and kind = p_kind and currency = p_currency and detail = p_detail;
    else
      select id into found_id from ledger_account
       where owner_id = p_owner and kind = p_kind and currency = p_currency and detail = p_detail;
    end if;
    exit when found_id is not null;
    insert into ledger_account (kind, owner_id, currency, detail, minimum)
    values (p_kind, p_owner, p_currency, p_detail, case p_kind when 'player_receivable' then -1000000000000000000 else 0 end)
    on conflict (owner_id, kind, currency, detail) do nothing
    returning id into found_id;
    exit when found_id is not null;
  end loop;
  if found_id is null then perform ledger_fault('account is neither there nor can it be opened'); end if;
  return found_id;
end $$;

revoke execute on function ledger_account_for from public;
grant execute on function ledger_account_for to evens_app;
