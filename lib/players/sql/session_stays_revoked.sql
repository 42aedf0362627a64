/* Trigger. Refuses (23514) any change to the revocation of a revoked session. */
create or replace function session_stays_revoked() returns trigger
language plpgsql as $$
begin
  raise exception using errcode = '23514', message = 'a revoked session stays revoked';
end $$;

create or replace trigger session_stays_revoked before update of revoked_at, revoked_by on session
  for each row when (old.revoked_at is not null) execute function session_stays_revoked();
