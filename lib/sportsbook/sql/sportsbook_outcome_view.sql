/* Outcomes with their price (decimal odds x 10000) and effective result. */
create or replace view sportsbook_outcome_view as
  select market_id, key, "position", odds, probability, active, result, void_factor, dead_heat_numerator, dead_heat_denominator,
         decided_at, feed_odds
    from outcome;

grant select on sportsbook_outcome_view to evens_app;
