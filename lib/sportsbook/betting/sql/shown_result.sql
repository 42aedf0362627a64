/*
 * How the result of a bet is shown. One that returns exactly its stake though no rule refunded it is neither won nor lost: its legs
 * multiply to 1, or a dead heat leaves a winner only its stake.
 */
create or replace function shown_result(p_result text, p_stake bigint, p_returned bigint) returns text
language sql immutable parallel safe as $$
  select case when p_returned = p_stake and p_result not in ('void', 'cashed_out') then 'stake_returned' else p_result end
$$;
