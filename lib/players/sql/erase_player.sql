/*
 * Erases who a player was, once: names, address, contact, birth date but for its year, documents, factors, devices and notes. Ledger, bets,
 * payments, limits and exclusions stay, under an id that names nobody any more. Only of an account that was closed for good at least
 * p_years ago, which is checked here too. False where nothing was done.
 */
create or replace function erase_player(p_player_id uuid, p_years integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update player p
     set email = 'erased-' || p.id || '@erased.invalid', email_verified_at = null, password_hash = '', display_name = 'Erased',
         birth_date = date_trunc('year', p.birth_date)::date, settings = '{}', status = 'closed', erased_at = clock_timestamp()
   where p.id = p_player_id and p.erased_at is null
     and exists (select from player_exclusion x
                  where x.player_id = p.id and x.kind = 'closure'
                    and x.starts_at + make_interval(years => greatest(p_years, 1)) <= clock_timestamp());
  if not found then return false; end if;
  delete from player_person n where n.player_id = p_player_id;
  update identity_document d set content = null, deleted_at = clock_timestamp() where d.player_id = p_player_id and d.content is not null;
  update identity_submission s set note = null where s.player_id = p_player_id;
  delete from identity_event e using identity_submission s
   where s.player_id = p_player_id and e.provider = s.provider and e.reference = s.reference;
  update session s set ip = null, user_agent = null, device_id = null, country = null,
                       revoked_at = coalesce(s.revoked_at, clock_timestamp()) where s.player_id = p_player_id and s.revoked_at is null;
  update session s set ip = null, user_agent = null, device_id = null, country = null where s.player_id = p_player_id;
  delete from account_link l where l.player_id = p_player_id;
  delete from known_device k where k.account_id = p_player_id;
  delete from sign_in_attempt a where a.player_id = p_player_id;
  delete from recovery_code r where r.account_id = p_player_id;
  delete from totp_factor t where t.player_id = p_player_id;
  delete from passkey k where k.player_id = p_player_id;
  delete from oidc_identity o where o.player_id = p_player_id;
  delete from data_export e where e.player_id = p_player_id;
  return true;
end $$;

revoke execute on function erase_player from public;
grant execute on function erase_player to evens_app;
