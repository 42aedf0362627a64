/*
 * Trigger. A session lasts thirty days for a player and twelve hours for staff, at most (23514 otherwise); that of an API token a year
 * and ninety days. Each one of staff is written to the audit trail, so that a session opened without a password leaves a trace too.
 */
create or replace function session_opened() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  longest interval;
  staff staff_account;
begin
  longest := case
    when new.api_token then case when new.staff_id is null then interval '365 days' else interval '90 days' end
    when new.staff_id is null then interval '30 days'
    else interval '12 hours'
  end;
  if new.expires_at > clock_timestamp() + longest then
    raise exception using errcode = '23514', message = 'a session may not last so long';
  end if;
  if new.staff_id is not null then
    select a.* into staff from staff_account a where a.id = new.staff_id;
    perform audit_append(staff.id, staff.display_name, case when new.api_token then 'staff.open_token' else 'staff.sign_in' end, 'staff:' || staff.id, null, null,
      jsonb_build_object('ip', new.ip), null, new.id);
  end if;
  return null;
end $$;

revoke execute on function session_opened from public;

create or replace trigger session_opened after insert on session for each row execute function session_opened();
