/* Prices of a market by version: {outcome key: odds}. Stored by month. */
create or replace view sportsbook_price_history_view as
  select market_id, version, at, prices
    from price_history;

grant select on sportsbook_price_history_view to evens_app;
