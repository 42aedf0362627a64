-- Settling is planned once a connection, and so is all that it calls: planning anew for the two thousand bets of one call takes
-- time and finds nothing better than the indexes.
alter function settle_market set plan_cache_mode = force_generic_plan;
