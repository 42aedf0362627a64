/* What traders have set for single markets. */
create or replace view sportsbook_market_control_view as
  select market_id, event_id, version, off, method, overround, at, by, stake_max, payout_max from market_control;

grant select on sportsbook_market_control_view to evens_app;
