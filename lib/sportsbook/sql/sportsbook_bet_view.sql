/*
 * Accepted bets, in minor units of their currency. Stored by month of their id. `origin_id` names the bet of which a part was cashed out and this
 * is the rest; `ended_stake` is the part of the stake that was cashed out, or all of it.
 */
create or replace view sportsbook_bet_view as
  select id, player_id, kind, currency, stake, odds, potential_return, odds_choice, status, result, returned, settlement_version,
         decision, void_reason, placed_at, settled_at, combination, combination_payout, lines, free_bet_id, origin_id,
         coalesce((select c.stake from bet_cash_out c where c.bet_id = bet.id), stake) as ended_stake
    from bet;

grant select on sportsbook_bet_view to evens_app;
