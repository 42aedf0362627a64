import type { Invariants } from "#lib/platform/database/invariants.ts";

/** What must always be true of results and of what bets have paid. */
export const SETTLEMENT_INVARIANTS: Invariants = {
  "every bet paid exactly its return, net of what was taken back": `
    select b.id::text as subject, p.paid::text as detail
      from bet b
      left join (
        select t.reference, sum(case when t.code in ('bet_return', 'bet_refund', 'bet_cash_out', 'bet_edit') then t.amount else -t.amount end) as paid
          from ledger_transfer_view t
         where t.code in ('bet_return', 'bet_refund', 'bet_cash_out', 'bet_edit', 'bet_return_reversed', 'bet_refund_reversed',
                          'free_bet_covered')
         group by t.reference) p on p.reference = 'bet:' || b.id
     where coalesce(p.paid, 0) <> coalesce(b.returned, 0)`,
  "every leg has become what holds of its market": `
    select l.bet_id::text as subject, l.market_id as detail
      from bet_leg l join bet b on b.id = l.bet_id join market m on m.id = l.market_id
      left join outcome o on o.market_id = l.market_id and o.key = l.outcome_key,
           lateral leg_effective_result(b.void_reason is not null, b.placed_at, l.odds, m.status, m.void_windows, o.decided_at,
                                o.result, o.void_factor, o.dead_heat_numerator, o.dead_heat_denominator,
                                case when l.builder is null then o.early_at end) s
     where m.settled_through = m.settlement_version
       and (l.result, l.factor, l.divisor) is distinct from (s.result, s.factor, s.divisor)`,
  "every market is what holds of all that was said about it": `
    select m.id as subject, m.status::text as detail
      from market m, lateral market_effective_result(m.id) s
     where m.settlement_version > 0
       and (m.status, m.void_windows) is distinct from
           (effective_market_status(m.id, greatest(m.status, -2::smallint), s.cancelled, s.void_rest, s.outcomes), s.void_windows)`,
  "every bet is what its legs make it": `
    select b.id::text as subject, b.status as detail
      from bet b
      join (
        select l.bet_id, bool_or(l.result = 'lost') is true as lost, bool_and(l.result is not distinct from 'void') as void,
               bool_and(l.result is not null) as known, count(*) as legs, min(l.result) as only,
               product(coalesce(l.factor, 1)) as factor, product(l.divisor) as divisor
          from bet_leg l group by l.bet_id) g on g.bet_id = b.id,
           lateral (select g.known or g.lost as decided, div(b.stake * g.factor, g.divisor)::bigint as returned) r,
           lateral (select case when b.free_bet_id is null or g.void then r.returned else greatest(0, r.returned - b.stake) end as returned) p
     where b.lines is null and b.result is distinct from 'cashed_out' and (b.result, b.returned) is distinct from (
             case when not r.decided then null when g.void then 'void' when g.lost then 'lost' when g.legs = 1 then g.only
                  when r.returned < b.stake then 'half_lost' else 'won' end,
             case when r.decided then p.returned end)`,
  "every bet of several lines is what its lines make it": `
    with counted as (
      select l.bet_id, l.position, case when g.void then 'void' else l.result end as result,
             case when g.void then 1 else l.factor end as factor, case when g.void then 1 else l.divisor end as divisor
        from bet_leg l
        -- A builder with a void leg is void, unless another of its legs has lost.
        left join (select bet_id, builder, bool_or(result = 'void') and bool_and(result is not null) and not bool_or(result = 'lost') as void
                     from bet_leg where builder is not null group by 1, 2) g on g.bet_id = l.bet_id and g.builder = l.builder
    ), line as (
      select b.id, bool_or(l.result = 'lost') is true as lost, bool_and(l.result = 'void') is true as void,
             bool_and(l.result is not null) as known,
             div(b.stake / cardinality(b.lines) * product(coalesce(l.factor, 1)), product(l.divisor))::bigint as returned
        from bet b cross join unnest(b.lines) n(legs) join counted l on l.bet_id = b.id and n.legs >> l.position & 1 = 1
       group by b.id, b.stake, b.lines, n.legs
    )
    select b.id::text as subject, b.status as detail
      from bet b join (select id, bool_and(known or lost) as decided, bool_and(void) as void, bool_and(lost) as lost, sum(returned) as returned
                         from line group by id) g on g.id = b.id
     where b.result is distinct from 'cashed_out' and (b.result, b.returned) is distinct from (
             case when not g.decided then null when g.void then 'void' when g.lost then 'lost'
                  when g.returned < b.stake then 'part_returned' else 'won' end,
             case when g.decided then case when b.free_bet_id is null or g.void then g.returned else greatest(0, g.returned - b.stake) end::bigint end)`,
  "every bet that was cashed out ended so, and its stake went on or was settled": `
    select coalesce(b.id, c.bet_id)::text as subject, b.returned::text as detail
      from (select * from bet where result = 'cashed_out') b
      full join bet_cash_out c on c.bet_id = b.id
      left join bet r on r.id = c.rest_id
      left join ledger_transfer_view t on t.id = settlement_transfer_id(b.id, b.settlement_version, 'stake')
     where b.id is null or c.bet_id is null or b.returned <> c.amount or c.stake + coalesce(r.stake, 0) <> b.stake
        or (c.rest_id is not null and r.origin_id is distinct from b.id) or t.amount is distinct from c.stake`,
  "every bet that was edited became one bet of its player, which its value went into": `
    select c.bet_id::text as subject, c.carried::text as detail
      from bet_cash_out c join bet b on b.id = c.bet_id left join bet n on n.id = c.edit_id
      left join ledger_transfer_view t on t.id = settlement_transfer_id(b.id, b.settlement_version, 'carried')
     where c.edit_id is not null
       and ((n.player_id, n.currency) is distinct from (b.player_id, b.currency) or c.carried is distinct from least(c.amount, n.stake)
            or (t.amount, t.code) is distinct from (c.carried, 'bet_edit'))`,
  "what early payouts have cost above the results is booked, and no more": `
    select c.bet_id::text as subject, (c.cost - coalesce(t.booked, 0))::text as detail
      from early_payout_costs(array(
        select distinct l.bet_id from outcome o join bet_leg l on l.market_id = o.market_id and l.outcome_key = o.key where o.early_at is not null)) c
      left join (
        select reference, sum(case code when 'early_payout_cost' then amount else -amount end) as booked
          from ledger_transfer_view where code in ('early_payout_cost', 'early_payout_cost_returned') group by 1) t
        on t.reference = 'bet:' || c.bet_id
     where c.cost <> coalesce(t.booked, 0)
       and not exists (select from bet_leg l join market m on m.id = l.market_id where l.bet_id = c.bet_id and m.settled_through <> m.settlement_version)`,
  "a bet's newest settlement is what it says, one a version": `
    select b.id::text as subject, b.settlement_version::text as detail
      from bet b
      left join (select bet_id, count(*) as versions, max(version) as newest from bet_settlement group by bet_id) s
        on s.bet_id = b.id
      left join bet_settlement n on n.bet_id = b.id and n.version = b.settlement_version
     where coalesce(s.versions, 0) <> b.settlement_version or coalesce(s.newest, 0) <> b.settlement_version
        or (n.result, n.returned) is distinct from (b.result, b.returned)`,
};
