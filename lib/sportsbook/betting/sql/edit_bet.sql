/*
 * Puts another bet in the place of an open one, or leaves that as it is: cash_out_bet ends it for p_amount, of which the stake of the new bet takes
 * what it needs, and commit_bets places the new one under its own checks, all or nothing. The money that the new stake takes beyond p_amount counts
 * towards the player's own limits, and nothing else does. Answers:
 *   edited        written; the money is moved, the outbox has the events of both bets
 *   ended         the old bet is settled, cashed out or edited
 *   unknown_bet   there is no such bet of this player
 *   stale         something read has changed since: decide again
 *   key_reused, player_barred, insufficient_funds   as commit_bets; nothing is written
 * p_bets and p_legs are one bet as commit_bets takes it, whose `edits` is p_bet_id; the others are as cash_out_bet takes them.
 * Locks, in this order: 'all' and the events of both bets, shared; the old bet; the player's cash account; the combinations of both.
 */
create or replace function edit_bet(p_player_id uuid, p_bet_id uuid, p_key text, p_settlement_version integer, p_policy_version integer,
                                    p_markets text[], p_versions bigint[], p_amount bigint, p_offer jsonb, p_bets jsonb, p_legs jsonb)
returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  wanted bet_input := jsonb_populate_record(null::bet_input, p_bets->0);
  edited bet;
  account bigint;
  verdict bet_verdict;
  answer text;
  added bigint;
begin
  if wanted.player_id is distinct from p_player_id or wanted.edits is distinct from p_bet_id or jsonb_array_length(p_bets) <> 1
     or wanted.idempotency_key is distinct from p_key then
    raise exception 'bet % cannot be edited into %', p_bet_id, wanted.id using errcode = 'EV001';
  end if;
  perform pg_advisory_xact_lock_shared(book_lock_key('all', ''));
  perform pg_advisory_xact_lock_shared(k)
     from (select book_lock_key('event', l.event_id) as k from bet_leg l where l.bet_id = p_bet_id
           union
           select book_lock_key('event', l->>'event_id') from jsonb_array_elements(p_legs) l order by 1) keys;
  select * into edited from bet b where b.id = p_bet_id and b.player_id = p_player_id for no key update;
  if not found then return 'unknown_bet'; end if;
  if edited.status <> 'open' then return 'ended'; end if;

  account := (select a.id from ledger_account_view a
               where a.owner_id = p_player_id and a.kind = 'player_cash' and a.currency = edited.currency and a.detail = '');
  perform ledger_lock(array[account]);
  perform pg_advisory_xact_lock(k)
     from (select distinct book_lock_key('combination', c::text) as k from unnest(array[edited.combination, wanted.combination]) c
            where c is not null order by 1) keys;

  added := greatest(wanted.stake - p_amount, 0);
  if added > 0 and exists (select from bet_limits(p_player_id, account, null, clock_timestamp()) x where x.amount - x.used < added) then
    return 'stale';
  end if;

  begin
    answer := cash_out_bet(p_player_id, p_bet_id, p_key, p_settlement_version, p_policy_version, p_markets, p_versions, edited.stake, p_amount,
                           null, null, false, p_offer, wanted.id, wanted.stake - added);
    if answer = 'cashed_out' then
      select * into verdict from commit_bets(p_bets, p_legs);
      answer := case when verdict.code = 'accepted' then 'edited' else verdict.code end;
      -- Takes the cash-out back.
      if answer <> 'edited' then raise exception 'not edited' using errcode = 'EV003'; end if;
    end if;
  exception when sqlstate 'EV003' then
    null;
  end;

  if answer = 'edited' and added > 0 then
    insert into outbox (kind, payload)
    select 'limit.used', jsonb_build_object('playerId', p_player_id)
     where exists (select from bet_limits(p_player_id, account, null, clock_timestamp()) x
                    where x.used >= x.amount or (x.used * 5 >= x.amount * 4 and (x.used - added) * 5 < x.amount * 4));
  end if;
  return answer;
end $$;

revoke execute on function edit_bet from public;
grant execute on function edit_bet to evens_app;
