/*
 * bet_effective_result with the legs at p_positions replaced by these results and factors, in the same order; without a replacement where
 * p_positions is null.
 */
create or replace function bet_effective_result_if(
  p_bet_id uuid, p_stake bigint, p_lines bigint[], p_positions smallint[], p_results text[], p_factors numeric[], p_divisors integer[]
) returns table (result text, returned bigint)
language sql stable as $$
  select case when not g.decided then null
              when g.void then 'void'
              when g.lost then 'lost'
              when g.legs = 1 then g.only
              when g.returned < p_stake then 'half_lost'
              else 'won' end,
         case when g.decided then g.returned end
    from (select bool_or(l.result = 'lost') is true as lost, bool_and(l.result is not distinct from 'void') as void,
                 bool_and(l.result is not null) or bool_or(l.result = 'lost') is true as decided,
                 count(*) as legs, min(l.result) as only,
                 div(p_stake * product(coalesce(l.factor, 1)), product(l.divisor))::bigint as returned
            from (select case when k.position = any(p_positions) then p_results[array_position(p_positions, k.position)] else k.result end as result,
                         case when k.position = any(p_positions) then p_factors[array_position(p_positions, k.position)] else k.factor end as factor,
                         case when k.position = any(p_positions) then p_divisors[array_position(p_positions, k.position)] else k.divisor end as divisor
                    from bet_leg k where k.bet_id = p_bet_id) l) g
   where p_lines is null
  union all
  select s.result, s.returned from bet_lines_result(p_bet_id, p_stake, p_lines, p_positions, p_results, p_factors, p_divisors) s
   where p_lines is not null
$$;
