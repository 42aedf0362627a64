/*
 * What a bet pays of what its lines return: of a free bet the stake is not returned, so it pays the return less the stake, never below zero. A
 * void one returns its stake, as a free bet. Null for a bet that is still open.
 */
create or replace function bet_paid(p_free_bet_id uuid, p_result text, p_stake bigint, p_returned bigint) returns bigint
language sql immutable parallel safe as $$
  -- greatest() skips nulls: an open bet would pay 0.
  select case when p_free_bet_id is null or p_result = 'void' or p_returned is null then p_returned else greatest(0, p_returned - p_stake) end
$$;
