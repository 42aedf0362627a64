/*
 * How the result of a bet is shown. One that returns exactly its stake though no rule refunded it is neither won nor lost: its legs
 * multiply to 1, or a dead heat leaves a winner only its stake. p_stake is null for a free bet, which returns its profit. One whose place another bet took was not cashed out to its player, but edited.
 */
create or replace function shown_result(p_result text, p_stake bigint, p_returned bigint, p_edited boolean) returns text
language sql immutable parallel safe as $$
  select case when p_edited then 'edited'
              when p_returned = p_stake and p_result not in ('void', 'cashed_out') then 'stake_returned'
              else p_result end
$$;
