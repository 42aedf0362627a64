/* Price boosts, ended ones included. */
create or replace view sportsbook_price_boost_view as
  select id, market_id, outcome_key, odds, stake_max, liability_max, starts_at, ends_at, ended_at from price_boost;

grant select on sportsbook_price_boost_view to evens_app;
