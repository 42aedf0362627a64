/* Accepted bets, in minor units of their currency. Stored by month of their id. */
create or replace view sportsbook_bet_view as
  select id, player_id, kind, currency, stake, odds, potential_return, odds_choice, status, result, returned, settlement_version,
         decision, void_reason, placed_at, settled_at, combination, combination_payout, lines, free_bet_id
    from bet;

grant select on sportsbook_bet_view to evens_app;
