/* Markets with their status and settlement version. */
create or replace view sportsbook_market_view as
  select id, event_id, market_type, specifiers, status, version, settlement_version, certainty, settled_at, created_at, void_windows,
         settled_through, groups, feed_status, written
    from market;

grant select on sportsbook_market_view to evens_app;
