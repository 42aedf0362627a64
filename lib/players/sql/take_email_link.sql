/*
 * Uses up a link of the kind 'change_email' or 'undo_email_change', for one of those who try at once, and makes its address that of
 * the account. Returns the account, its address and the one before; no row where the link is unknown, was used or is too old. Raises 23505
 * where the address has another account. The application cannot change the address of an account otherwise.
 */
create or replace function take_email_link(p_kind text, p_token_hash text)
returns table (player_id uuid, email text, old_email text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
    with link as (
      update account_link l set used_at = clock_timestamp()
       where l.kind = p_kind and p_kind in ('change_email', 'undo_email_change') and l.token_hash = p_token_hash
         and l.used_at is null and l.expires_at > clock_timestamp()
      returning l.player_id, l.email
    ), before as (
      select p.id, p.email, link.email as new_email from link join player p on p.id = link.player_id
       where p.status <> 'closed' for update of p
    )
    update player p set email = before.new_email, email_verified_at = clock_timestamp() from before
     where p.id = before.id
    returning p.id, p.email, before.email;
end $$;

revoke execute on function take_email_link from public;
grant execute on function take_email_link to evens_app;
