/* The effective result of a market by its settlement journal (effective_result_of). */
create or replace function market_effective_result(p_market_id text)
returns table (cancelled boolean, void_rest boolean, void_windows tstzmultirange, certainty smallint, outcomes jsonb, decided jsonb)
language sql stable as $$
  select * from effective_result_of(market_journal(p_market_id))
$$;
