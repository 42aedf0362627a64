-- What the application may do to people, sessions, policies and the audit trail: what its code does, and nothing beside it.
-- docs/adr/0021-two-logins-and-narrow-grants.md says what that keeps out and what it does not.

-- audit --------------------------------------------------------------------------------------------

-- The session that it was done under. Entries from before have none, and their hashes stay as they were.
alter table audit_entry add column session_id uuid;

create or replace function audit_hash(entry audit_entry) returns bytea
language sql immutable as $$
  select sha256(entry.prev_hash || convert_to((jsonb_build_array(
    entry.id, extract(epoch from entry.at)::text, entry.actor_id, entry.actor, entry.action, entry.subject,
    entry.reason, entry.before, entry.after, entry.request_id)
    || case when entry.session_id is null then '[]' else jsonb_build_array(entry.session_id) end)::text, 'UTF8'))
$$;

-- Writes an entry under any name: for the functions below and the owner, never for the application.
drop function audit_append(uuid, text, text, text, text, jsonb, jsonb, text);
create function audit_append(
  p_actor_id uuid, p_actor text, p_action text, p_subject text, p_reason text,
  p_before jsonb, p_after jsonb, p_request_id text, p_session_id uuid default null
) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  entry audit_entry;
begin
  perform pg_advisory_xact_lock(hashtext('audit'));
  select id, hash into entry.id, entry.prev_hash from audit_entry order by id desc limit 1;
  entry.id := coalesce(entry.id, 0) + 1;
  entry.prev_hash := coalesce(entry.prev_hash, '\x00'::bytea);
  entry.at := clock_timestamp();
  entry.actor_id := p_actor_id; entry.actor := p_actor; entry.action := p_action; entry.subject := p_subject;
  entry.reason := p_reason; entry.before := p_before; entry.after := p_after; entry.request_id := p_request_id;
  entry.session_id := p_session_id;
  entry.hash := audit_hash(entry);
  insert into audit_entry select entry.*;
  return entry.id;
end $$;

/* The member of staff whose session this is. Raises EV401 where it is unknown, revoked or over, or is no session of staff. */
create function staff_of(p_session_id uuid) returns player
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  staff player;
begin
  select p.* into staff from session s join player p on p.id = s.player_id
   where s.id = p_session_id and s.revoked_at is null and s.expires_at > clock_timestamp()
     and p.role = 'admin' and p.status <> 'closed';
  if not found then
    raise exception using errcode = 'EV401', message = 'not a valid session of staff';
  end if;
  return staff;
end $$;

/* Records what staff did. Who it was follows from the session. Actions that have a function of their own are only recorded there. */
create function audit_staff(
  p_session_id uuid, p_action text, p_subject text, p_reason text, p_before jsonb, p_after jsonb, p_request_id text
) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  staff player := staff_of(p_session_id);
begin
  if p_action like 'policy.%' or p_action like 'staff.%' then
    raise exception using errcode = '42501', message = format('%s is recorded where it is done', p_action);
  end if;
  return audit_append(staff.id, staff.display_name, p_action, p_subject, p_reason, p_before, p_after, p_request_id, p_session_id);
end $$;

-- betting policy -------------------------------------------------------------------------------------

/*
 * Puts rules in force as the version after p_base, with its audit entry. It waits for the commits that are under way, so that
 * once it is committed no bet decided under an older version is accepted. Answers the new version, or the newest one when that
 * is no longer p_base.
 */
create function publish_policy(p_session_id uuid, p_base integer, p_rules jsonb, p_reason text, p_request_id text)
  returns table (published boolean, version integer)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare
  staff player := staff_of(p_session_id);
  newest integer;
  base_rules jsonb;
begin
  perform pg_advisory_xact_lock(book_lock_key('all', ''));
  select p.version, p.rules into newest, base_rules from betting_policy p order by p.version desc limit 1;
  if newest is distinct from p_base then
    return query select false, coalesce(newest, 0);
    return;
  end if;
  insert into betting_policy (version, rules, created_by) values (p_base + 1, p_rules, staff.id);
  perform audit_append(staff.id, staff.display_name, 'policy.publish', 'policy:' || (p_base + 1), p_reason,
    jsonb_build_object('version', p_base) || base_rules, jsonb_build_object('version', p_base + 1) || p_rules,
    p_request_id, p_session_id);
  return query select true, p_base + 1;
end $$;

-- bets -----------------------------------------------------------------------------------------------

/* void_bet by a member of staff: who it was follows from the session. */
create function staff_void_bet(p_session_id uuid, p_bet_id uuid, p_reason text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  staff player := staff_of(p_session_id);
begin
  return void_bet(p_bet_id, p_reason, staff.id);
end $$;

-- sessions -------------------------------------------------------------------------------------------

/*
 * A session lasts thirty days for a player and twelve hours for staff, at most. The sign-in of staff is recorded, so that a
 * session which was opened without a password leaves a trace as well.
 */
create function session_opened() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  holder player;
begin
  select p.* into holder from player p where p.id = new.player_id;
  if new.expires_at > clock_timestamp() + (case holder.role when 'player' then interval '30 days' else interval '12 hours' end) then
    raise exception using errcode = '23514', message = 'a session may not last so long';
  end if;
  if holder.role <> 'player' then
    perform audit_append(holder.id, holder.display_name, 'staff.sign_in', 'player:' || holder.id, null, null,
      jsonb_build_object('ip', new.ip), null, new.id);
  end if;
  return null;
end $$;
create trigger session_opened after insert on session for each row execute function session_opened();

create function session_stays_revoked() returns trigger
language plpgsql as $$
begin
  raise exception using errcode = '23514', message = 'a revoked session stays revoked';
end $$;
create trigger session_stays_revoked before update of revoked_at, revoked_by on session
  for each row when (old.revoked_at is not null) execute function session_stays_revoked();

-- rights ---------------------------------------------------------------------------------------------

revoke execute on function audit_append, staff_of, audit_staff, publish_policy, staff_void_bet, session_opened,
  session_stays_revoked from public;
revoke execute on function void_bet from evens_app;
grant execute on function audit_staff, publish_policy, staff_void_bet to evens_app;

revoke insert, update on player, session, betting_policy, market_exposure from evens_app;
revoke update on sport from evens_app;
grant insert (id, email, password_hash, display_name, country, currency, birth_date, settings),
      update (password_hash, settings) on player to evens_app;
grant insert (id, player_id, last_seen_at, expires_at, ip, user_agent),
      update (last_seen_at, revoked_at, revoked_by) on session to evens_app;

revoke insert on outbox, deposit, bet_refusal, process_sample from evens_app;
revoke insert, update on process_beat, rate_limit, draft_slip from evens_app;
grant insert (kind, payload, request_id) on outbox to evens_app;
grant insert (id, player_id, provider, amount, currency, status, idempotency_key, input_hash, transfer_id) on deposit to evens_app;
grant insert (id, player_id, code, refusal, slip, decision) on bet_refusal to evens_app;
grant insert (instance, process, figures) on process_sample to evens_app;
grant insert (instance, process, pid, host, started_at, figures), update (beat_at, figures) on process_beat to evens_app;
grant insert (key, points, expire), update (points, expire) on rate_limit to evens_app;
grant insert (player_id, slip), update (slip, version, updated_at) on draft_slip to evens_app;
