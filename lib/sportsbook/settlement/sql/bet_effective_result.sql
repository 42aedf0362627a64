/*
 * The result of a bet from its legs: null until every leg has a result or one has lost. The legs' factors are multiplied exactly and the
 * return is rounded down once, to the minor unit.
 */
create or replace function bet_effective_result(p_bet_id uuid, p_stake bigint, p_lines bigint[]) returns table (result text, returned bigint)
language sql stable as $$
  select * from bet_effective_result_if(p_bet_id, p_stake, p_lines, null, null, null, null)
$$;
