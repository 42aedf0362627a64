/* Manual prices that are in force (decimal odds x 10000). One that has expired is in force until the market is written again. */
create or replace view sportsbook_price_control_view as
  select market_id, outcome_key, odds, below_fair, expires_at, at, by from price_control where released_at is null;

grant select on sportsbook_price_control_view to evens_app;
