/*
 * Trigger. An exclusion starts when it holds the player's row and cash accounts, which deposits and bets that are being committed hold:
 * they come first, and what comes after them finds the player excluded.
 */
create or replace function exclusion_starts() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from player p where p.id = new.player_id for no key update;
  perform ledger_lock(array(select a.id from ledger_account_view a where a.owner_id = new.player_id order by a.id));
  new.starts_at := clock_timestamp();
  return new;
end $$;

revoke execute on function exclusion_starts from public;

create or replace trigger exclusion_starts before insert on player_exclusion for each row execute function exclusion_starts();
