/*
 * Records what a trader (p_staff_id) or the player (p_player_id) decides about a referred bet: 'offered' makes an offer, once, and the bet then
 * waits p_delay_ms at least for the player's answer; 'accepted', 'refused', 'offer_accepted' and 'offer_declined' are final. The first one
 * stands. A ruling makes the bet due at once, but an accepted offer after the in-play delay of its running legs: the player has seen the
 * match since. Whoever resolves the bet then decides by the ruling. Answers 'ruled', or why nothing was done: 'unknown_bet', 'ended' (it
 * was ruled on, has ended or timed out), 'offer_stands' (there is one), 'no_offer'.
 * Locks: the pending bet.
 */
create or replace function rule_referral(p_id uuid, p_staff_id uuid, p_player_id uuid, p_ruling text, p_offer jsonb, p_delay_ms integer)
returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  waiting pending_bet;
  moment timestamptz;
  wait_ms integer := 0;
begin
  if (p_staff_id is null) = (p_player_id is null) or (p_player_id is not null) <> (p_ruling in ('offer_accepted', 'offer_declined')) then
    raise exception 'not for this actor: %', p_ruling using errcode = 'EV001';
  end if;
  select * into waiting from pending_bet w
   where w.id = p_id and w.reason = 'referral' and (p_player_id is null or w.player_id = p_player_id) for update;
  if not found then return 'unknown_bet'; end if;
  moment := clock_timestamp();
  if waiting.ended_at is not null or waiting.ruling is not null or waiting.due_at <= moment then return 'ended'; end if;

  if p_ruling = 'offered' then
    if waiting.offer is not null then return 'offer_stands'; end if;
    update pending_bet set offer = p_offer, due_at = greatest(waiting.due_at, moment + p_delay_ms * interval '1 ms') where id = p_id;
  else
    if p_player_id is not null and waiting.offer is null then return 'no_offer'; end if;
    if p_ruling = 'offer_accepted' then
      select coalesce(max(in_play_delay_ms(p.rules, c.sport_id)), 0) into wait_ms
        from (select rules from betting_policy order by version desc limit 1) p,
             jsonb_array_elements(waiting.decision->'slip'->'legs') l
        join market m on m.id = l->>'marketId' join event e on e.id = m.event_id join competition c on c.id = e.competition_id
       where e.status = 1;
    end if;
    update pending_bet
       set ruling = p_ruling, ruled_at = moment, ruled_by = p_staff_id, due_at = moment + wait_ms * interval '1 ms' where id = p_id;
  end if;
  insert into outbox (kind, payload)
  values ('bet.referral_changed', jsonb_build_object('betId', p_id, 'playerId', waiting.player_id));
  return 'ruled';
end $$;

revoke execute on function rule_referral from public;
grant execute on function rule_referral to evens_app;
