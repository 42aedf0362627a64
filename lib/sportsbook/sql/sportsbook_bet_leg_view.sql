/* Legs of accepted bets, with the result that each has for now. Stored by month of the bet. */
create or replace view sportsbook_bet_leg_view as
  select bet_id, "position", event_id, market_id, outcome_key, odds, market_version, exposure_stake, exposure_payout, result, factor,
         divisor, settlement_version, part, builder
    from bet_leg;

grant select on sportsbook_bet_leg_view to evens_app;
