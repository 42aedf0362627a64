/* Whether staff have blocked an instrument, itself or as the same card of somebody else. */
create or replace function instrument_blocked(p_instrument_id uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from payment_instrument i join instrument_block b on b.lifted_at is null
                    and (b.instrument_id = i.id or b.fingerprint = i.fingerprint)
                  where i.id = p_instrument_id)
$$;

revoke execute on function instrument_blocked from public;
grant execute on function instrument_blocked to evens_app;
