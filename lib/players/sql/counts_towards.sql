/*
 * Whether a movement of this code on a player's cash account counts towards limits of this kind ('stake', 'loss'). A product that takes stakes
 * adds its codes here.
 */
create or replace function counts_towards(p_kind text, p_code text) returns boolean
language sql immutable parallel safe as $$
  select p_code in ('bet_stake', 'bet_edit', 'bet_refund', 'bet_refund_reversed')
      or (p_kind = 'loss' and p_code in ('bet_return', 'bet_return_reversed', 'bet_cash_out'))
$$;
