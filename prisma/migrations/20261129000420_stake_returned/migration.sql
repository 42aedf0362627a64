/*
 * What the result of a bet is called. One that returns exactly its stake though no rule refunded it is neither won nor lost: legs
 * that multiply to 1, or a winner that a dead heat leaves only its stake.
 */
create function shown_result(p_result text, p_stake bigint, p_returned bigint) returns text
language sql immutable parallel safe as $$
  select case when p_returned = p_stake and p_result <> 'void' then 'stake_returned' else p_result end
$$;
grant execute on function shown_result to evens_app;
