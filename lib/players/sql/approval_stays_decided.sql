/* Trigger. An approval is decided once, and approved only before it expires (23514 otherwise). */
create or replace function approval_stays_decided() returns trigger
language plpgsql as $$
begin
  if old.status <> 'pending' then
    raise exception using errcode = '23514', message = 'this was decided before';
  end if;
  if new.status in ('approved', 'rejected') and old.expires_at <= clock_timestamp() then
    raise exception using errcode = '23514', message = 'this has expired';
  end if;
  return new;
end $$;

create or replace trigger approval_stays_decided before update on command_approval
  for each row execute function approval_stays_decided();
