/*
 * What a leg has become, and why: 'voided' by staff, 'early' (paid as won before its result, and no worse since), 'cancel', 'past_post', 'result', or nothing yet (no reason). It multiplies the stake by
 * factor / divisor: odds x dead heat (won), 0 (lost), 1 (void), (odds + 1) / 2 (half won), 1/2 (half lost). Exact, so that combining legs
 * stays exact. A leg is decided with its outcome, whatever the rest of its market waits for; a bet placed after that is past-post.
 */
create or replace function leg_effective_result(
  p_voided boolean, p_placed_at timestamptz, p_odds bigint,
  p_status smallint, p_void_windows tstzmultirange, p_decided_at timestamptz,
  p_result smallint, p_void numeric, p_numerator integer, p_denominator integer,
  p_early_at timestamptz
) returns table (reason text, result text, factor numeric, divisor integer)
language sql immutable parallel safe as $$
  select w.reason,
         case when w.reason in ('voided', 'cancel', 'past_post') then 'void'
              when w.reason = 'early' then 'won'
              when w.reason = 'result' then result_name(p_result, p_void) end,
         case when w.reason in ('voided', 'cancel', 'past_post') or (w.reason = 'result' and p_void = 1) then 1
              when w.reason is null then null
              when w.reason = 'early' then p_odds * 0.0001
              when p_result = 1 and p_void = 0.5
                then (p_odds * 0.0001 * coalesce(p_numerator, 1) + coalesce(p_denominator, 1)) * 0.5
              when p_result = 1 then p_odds * 0.0001 * coalesce(p_numerator, 1)
              when p_void = 0.5 then 0.5
              else 0 end::numeric,
         case when w.reason = 'result' and p_result = 1 and p_void is distinct from 1 then coalesce(p_denominator, 1) else 1 end
    from (select case when p_voided then 'voided'
                      when p_placed_at <= p_early_at then
                        case when p_result = 1 and p_void is null and coalesce(p_numerator, 1) = coalesce(p_denominator, 1) then 'result'
                             else 'early' end
                      when p_status = -4 or p_placed_at <@ p_void_windows or p_decided_at = 'infinity' then 'cancel'
                      when p_result is null then null
                      when p_placed_at > p_decided_at then 'past_post'
                      else 'result' end) w(reason)
$$;
