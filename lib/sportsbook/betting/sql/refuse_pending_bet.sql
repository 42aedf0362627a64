/*
 * Rejects a pending bet whose delay is over, or whose player may not bet any more: the held stake or free bet is released, it no longer counts towards the cumulative limits, and the
 * rejected bet keeps what the decision read. Answers 'refused', or why nothing was done: 'accepted' or 'refused' (it had ended so),
 * 'not_due', 'unknown_bet'.
 * Locks: the pending bet, then the account that its stake is held on.
 */
create or replace function refuse_pending_bet(p_id uuid, p_refusal jsonb, p_decision jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  waiting pending_bet;
begin
  select * into waiting from pending_bet where id = p_id for update;
  if not found then return 'unknown_bet'; end if;
  if waiting.outcome is not null then return waiting.outcome; end if;
  if waiting.due_at > clock_timestamp() and exists (
       select from players_player_view p
        where p.id = waiting.player_id and player_may('bet', p.status, p.excluded_until, null, clock_timestamp())) then
    return 'not_due';
  end if;

  perform end_pending_hold(p_id, waiting.stake, 'voided');
  update pending_bet set outcome = 'refused', ended_at = clock_timestamp() where id = p_id;
  update free_bet set state = 'available', ended_at = null, bet_id = null where bet_id = p_id;
  update player_stake x set stake = x.stake - waiting.stake
    from jsonb_array_elements(waiting.decision->'slip'->'legs') l join market m on m.id = l->>'marketId'
   where (x.player_id, x.event_id, x.market_id, x.outcome_key) = (waiting.player_id, m.event_id, m.id, l->>'outcomeKey');
  if waiting.combination is not null then
    perform combination_exposure_add(array[row(waiting.combination, -1, -waiting.combination_payout)::combination_change]);
  end if;
  insert into bet_refusal (id, player_id, code, refusal, slip, decision)
  values (p_id, waiting.player_id, p_refusal->>'code', p_refusal, p_decision->'slip', p_decision);
  insert into outbox (kind, payload)
  values ('bet.refused', jsonb_build_object('betId', p_id, 'playerId', waiting.player_id, 'code', p_refusal->>'code'));
  return 'refused';
end $$;

revoke execute on function refuse_pending_bet from public;
grant execute on function refuse_pending_bet to evens_app;
