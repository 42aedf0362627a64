/*
 * Cashes out an open bet, or p_stake of its stake, for p_amount, if what the offer read still holds. The bet ends as 'cashed_out'; what is left
 * of its stake goes on as a new bet (p_rest: its id and potential return, null for none) with the same legs, odds, results and moment of
 * acceptance. That part of the stake stays in open_bets. Where p_edit_id takes the place of the bet, p_carried of the amount goes into its stake.
 * Answers:
 *   cashed_out    written; the money is moved, the outbox has the event
 *   existing      the bet was cashed out by this key
 *   ended         the bet is settled, or was cashed out by another key
 *   stale         a price, status, suspension or policy has changed since the offer, or a result is being settled: make the offer again
 *   unknown_bet   there is no such bet of this player
 * p_markets and p_versions are the markets of the legs without a result, and their versions. Amounts are minor units.
 * Locks, in this order: 'all' and the events, shared, so that no result or price is written meanwhile; the bet, as settlement does; the
 * player's cash account; the combination. A later result or correction never reopens the bet.
 */
create or replace function cash_out_bet(p_player_id uuid, p_bet_id uuid, p_key text, p_settlement_version integer, p_policy_version integer,
                                        p_markets text[], p_versions bigint[], p_stake bigint, p_amount bigint, p_rest_id uuid,
                                        p_rest_return bigint, p_automatic boolean, p_offer jsonb, p_edit_id uuid default null,
                                        p_carried bigint default null) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  cashed bet;
  rest_stake bigint;
  account bigint;
begin
  perform pg_advisory_xact_lock_shared(book_lock_key('all', ''));
  perform pg_advisory_xact_lock_shared(k)
     from (select distinct book_lock_key('event', l.event_id) as k from bet_leg l where l.bet_id = p_bet_id order by 1) keys;
  select * into cashed from bet b where b.id = p_bet_id and b.player_id = p_player_id for no key update;
  if not found then return 'unknown_bet'; end if;
  if exists (select from bet_cash_out c where c.bet_id = p_bet_id and c.idempotency_key = p_key) then return 'existing'; end if;
  if cashed.status <> 'open' then return 'ended'; end if;

  rest_stake := cashed.stake - p_stake;
  if p_stake <= 0 or rest_stake < 0 or (rest_stake > 0) <> (p_rest_id is not null) or p_amount <= 0 or p_amount > cashed.potential_return
     or cashed.free_bet_id is not null then
    raise exception 'bet % cannot be cashed out at % for % of its stake', p_bet_id, p_amount, p_stake using errcode = 'EV001';
  end if;

  if cashed.settlement_version <> p_settlement_version
     or (select max(version) from betting_policy) <> p_policy_version
     -- A leg without a result must be at the version that was read, open for bets; no other may wait for a settlement.
     or exists (
       select from bet_leg l join market m on m.id = l.market_id join event e on e.id = l.event_id
         join competition c on c.id = e.competition_id
         left join unnest(p_markets, p_versions) r(market_id, version) on r.market_id = l.market_id
        where l.bet_id = p_bet_id
          and (m.settled_through <> m.settlement_version
               or (l.result is null) <> (r.market_id is not null)
               or (l.result is null
                   and (m.version <> r.version or m.status <> 1 or e.status not in (0, 1) or (e.status = 0 and e.starts_at <= clock_timestamp())
                        or active_suspension(m.id, e.id, e.provider, c.sport_id) is not null)))) then
    return 'stale';
  end if;

  select a.id into account from ledger_account_view a
   where a.owner_id = p_player_id and a.kind = 'player_cash' and a.currency = cashed.currency and a.detail = '';
  insert into bet_cash_out (bet_id, idempotency_key, stake, amount, rest_id, automatic, offer, edit_id, carried)
  values (p_bet_id, p_key, p_stake, p_amount, p_rest_id, p_automatic, p_offer, p_edit_id, p_carried);
  perform settle_steps(array[row(cashed.id, p_player_id, account, cashed.currency, p_stake, cashed.settlement_version + 1, 'open', 'cashed_out',
                                 p_amount, case when p_edit_id is null then 'cash_out' else 'edit' end, null, null, null, null, null)::bet_step], null);

  if p_rest_id is not null then
    perform continue_bet(p_bet_id, p_rest_id, rest_stake, p_rest_return);
  end if;
  return 'cashed_out';
end $$;

revoke execute on function cash_out_bet from public;
grant execute on function cash_out_bet to evens_app;
