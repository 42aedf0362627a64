/* The effective result of a market by its settlement journal (market_standing_of). */
create or replace function market_standing(p_market_id text)
returns table (cancelled boolean, void_rest boolean, void_windows tstzmultirange, certainty smallint, outcomes jsonb, decided jsonb)
language sql stable as $$
  select * from market_standing_of(market_said(p_market_id))
$$;
