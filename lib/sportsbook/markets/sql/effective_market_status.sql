/*
 * The status of a market by its effective result: -4 cancelled; -3 settled, once every outcome is decided; else as it was. A market that
 * opens again is suspended (-1) until the feed offers it.
 */
create or replace function effective_market_status(p_market_id text, p_status smallint, p_cancelled boolean, p_void_rest boolean, p_outcomes jsonb)
returns smallint
language sql stable as $$
  select case when p_cancelled or p_void_rest and p_outcomes is null then -4
              when p_outcomes is not null
                   and (p_void_rest or p_outcomes ?& array(select o.key from outcome o where o.market_id = p_market_id)) then -3
              when p_status <= -3 then -1
              else p_status end::smallint
$$;
