/* What open bets have staked on an outcome and would pay, in minor units of the base currency; several rows an outcome. */
create or replace view sportsbook_market_exposure_view as
  select market_id, outcome_key, shard, bets, stake, payout
    from market_exposure;

grant select on sportsbook_market_exposure_view to evens_app;
