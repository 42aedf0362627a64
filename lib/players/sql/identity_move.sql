/*
 * The state machine of a player's identity: moves all the levels by one action, or none. The only writer of identity_level, identity_change
 * and player.verified. Returns the levels that moved, each with its states; none where one of them is in another state than the action
 * begins from, or under review in another submission. That comparison and the move are one step: the player's row is locked first.
 *
 *   submit   unverified, refused, expired > pending     a submission for review
 *   approve  pending > verified                         of the same submission, until p_valid_until (null: no end)
 *   refuse   pending > refused                          of the same submission, with a reason
 *   cancel   pending > unverified                       of the same submission
 *   expire   verified > expired                         once valid_until is past
 *   revoke   verified > refused                         by staff, with a reason
 *   reset    verified, refused, expired > unverified    what was verified has changed
 */
create or replace function identity_move(p_player_id uuid, p_action text, p_levels text[], p_submission_id uuid, p_provider text,
                                         p_reason text, p_staff_id uuid, p_valid_until timestamptz)
returns table (level text, before text, after text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  origins text[] := case p_action
    when 'submit' then array['unverified', 'refused', 'expired'] when 'approve' then array['pending'] when 'refuse' then array['pending']
    when 'cancel' then array['pending'] when 'expire' then array['verified'] when 'revoke' then array['verified']
    when 'reset' then array['verified', 'refused', 'expired'] end;
  target text := case p_action
    when 'submit' then 'pending' when 'approve' then 'verified' when 'refuse' then 'refused' when 'cancel' then 'unverified'
    when 'expire' then 'expired' when 'revoke' then 'refused' when 'reset' then 'unverified' end;
  same_submission boolean := p_action in ('approve', 'refuse', 'cancel');
  moment timestamptz;
begin
  if origins is null then raise exception 'unknown action %', p_action; end if;
  if p_action in ('refuse', 'revoke') and p_reason is null then raise exception '% takes a reason', p_action; end if;
  if same_submission and p_submission_id is null then raise exception '% takes a submission', p_action; end if;
  perform from player p where p.id = p_player_id for no key update;
  -- Bets and deposits that are being committed come first, and what comes after them finds the player as they are now.
  if 'verified' = any(origins) then
    perform ledger_lock(array(select a.id from ledger_account_view a where a.owner_id = p_player_id order by a.id));
  end if;
  moment := clock_timestamp();
  if exists (
    select from unnest(p_levels) w(level) left join identity_level l on l.player_id = p_player_id and l.level = w.level
     where not coalesce(l.state, 'unverified') = any(origins)
        or (same_submission and l.submission_id is distinct from p_submission_id)
        or (p_action = 'expire' and (l.valid_until is null or l.valid_until > moment))) then
    return;
  end if;
  return query
    with was as (
      select w.level, coalesce(l.state, 'unverified') as state
        from unnest(p_levels) w(level) left join identity_level l on l.player_id = p_player_id and l.level = w.level
    ), moved as (
      insert into identity_level as l (player_id, level, state, submission_id, provider, reason, changed_at, valid_until)
      select p_player_id, w.level, target, p_submission_id, p_provider, p_reason, moment,
             case when target = 'verified' then p_valid_until end
        from was w
      on conflict on constraint identity_level_pkey do update
        set state = excluded.state, submission_id = coalesce(excluded.submission_id, l.submission_id),
            provider = coalesce(excluded.provider, l.provider), reason = excluded.reason, changed_at = excluded.changed_at,
            valid_until = excluded.valid_until
    ), noted as (
      insert into identity_change (player_id, level, action, before, after, submission_id, provider, reason, made_by, at)
      select p_player_id, w.level, p_action, w.state, target, p_submission_id, p_provider, p_reason, p_staff_id, moment from was w
    )
    select w.level, w.state, target from was w;
  update player p set identity_version = p.identity_version + 1, verified = identity_verified(p.id) where p.id = p_player_id;
end $$;

revoke execute on function identity_move from public;
grant execute on function identity_move to evens_app;
