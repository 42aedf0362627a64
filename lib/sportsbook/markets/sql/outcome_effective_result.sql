/*
 * The effective result of one outcome, by the effective result of its market. What a rule of the sport voids was decided by no event:
 * its time is infinity, which leg_effective_result reads as a cancellation.
 */
create or replace function outcome_effective_result(p_cancelled boolean, p_void_rest boolean, p_outcomes jsonb, p_decided jsonb, p_key text)
returns table (result smallint, void_factor numeric, numerator integer, denominator integer, decided_at timestamptz)
language sql stable as $$
  select case when v.void then 0 else (p_outcomes->p_key->>'result')::smallint end,
         case when v.void then 1 else (p_outcomes->p_key->>'voidFactor')::numeric end,
         case when not v.void then (p_outcomes->p_key->'deadHeatFactor'->>'numerator')::integer end,
         case when not v.void then (p_outcomes->p_key->'deadHeatFactor'->>'denominator')::integer end,
         case when not v.void then (p_decided->>p_key)::timestamptz when not p_cancelled then 'infinity' end
    from (select p_cancelled or p_void_rest and not coalesce(p_outcomes ? p_key, false)) v(void)
$$;
