/* The settlement journal of a market, in the order of arrival. */
create or replace function market_journal(p_market_id text) returns market_settlement[]
language sql stable as $$
  select coalesce(array_agg(s order by s.id), '{}') from market_settlement s where s.market_id = p_market_id
$$;
