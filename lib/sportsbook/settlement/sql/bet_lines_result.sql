/*
 * The result of a bet with these lines from its legs, with the legs at p_positions replaced as in bet_effective_result_if. A line is
 * decided like a bet of one line, and returns its equal share of the stake times the factors of its legs, rounded down once. The bet is
 * decided when every line is, and returns their sum. A builder with a void leg is void, unless another of its legs has lost: its price
 * was for all of them.
 */
create or replace function bet_lines_result(
  p_bet_id uuid, p_stake bigint, p_lines bigint[], p_positions smallint[], p_results text[], p_factors numeric[], p_divisors integer[]
) returns table (result text, returned bigint)
language sql stable as $$
  with legs as materialized (
    select k.position, k.builder,
           case when k.position = any(p_positions) then p_results[array_position(p_positions, k.position)] else k.result end as result,
           case when k.position = any(p_positions) then p_factors[array_position(p_positions, k.position)] else k.factor end as factor,
           case when k.position = any(p_positions) then p_divisors[array_position(p_positions, k.position)] else k.divisor end as divisor
      from bet_leg k where k.bet_id = p_bet_id
  ), counted as materialized (
    select l.position, case when b.void then 'void' else l.result end as result,
           case when b.void then 1 else coalesce(l.factor, 1) end as factor, case when b.void then 1 else l.divisor end as divisor
      from legs l
      left join (select o.builder, bool_or(o.result = 'void') and bool_and(o.result is not null) and not bool_or(o.result = 'lost') as void
                   from legs o where o.builder is not null group by 1) b on b.builder = l.builder
  ), lines as (
    select bool_or(c.result = 'lost') is true as lost, bool_and(c.result is not distinct from 'void') as void,
           bool_and(c.result is not null) or bool_or(c.result = 'lost') is true as decided,
           div(p_stake / cardinality(p_lines) * product(c.factor), product(c.divisor)) as returned
      from unnest(p_lines) with ordinality n(legs, line) join counted c on n.legs >> c.position & 1 = 1
     group by n.line
  )
  select case when not bool_and(decided) then null
              when bool_and(void) then 'void'
              when bool_and(lost) then 'lost'
              when sum(n.returned) < p_stake then 'part_returned'
              else 'won' end,
         case when bool_and(decided) then sum(n.returned)::bigint end
    from lines n
$$;
