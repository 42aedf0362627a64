import type { Invariants } from "#lib/platform/database/invariants.ts";

/** What must always be true of bets, pending bets, their stakes and their liability. */
export const BETTING_INVARIANTS: Invariants = {
  "open bets hold exactly the open stakes": `
    select coalesce(o.currency, s.currency) as subject, (coalesce(o.balance, 0) - coalesce(s.stake, 0))::text as detail
      from (select a.currency, sum(e.amount) as balance
              from ledger_account_view a
              join (select account_id, amount from ledger_entry_view union all select account_id, amount from ledger_carried_view) e
                on e.account_id = a.id
             where a.kind = 'open_bets' group by a.currency) o
      full join (select currency, sum(stake) as stake from bet where status = 'open' group by currency) s
        on s.currency = o.currency
     where coalesce(o.balance, 0) <> coalesce(s.stake, 0)`,
  "no player has staked more than a limit of theirs allows": `
    select l.player_id::text as subject, l.period as detail
      from players_limit_view l
     cross join lateral (select greatest(l.since, case l.period
              when 'day' then clock_timestamp() - interval '24 hours' when 'week' then clock_timestamp() - interval '7 days'
              else date_trunc('month', clock_timestamp(), 'UTC') end) as at) s
     where l.kind = 'stake'
       and l.amount < (select coalesce(sum(b.stake - coalesce(c.carried, 0)), 0) from bet b left join bet_cash_out c on c.edit_id = b.id
                        where b.player_id = l.player_id and b.placed_at >= s.at and b.result is distinct from 'void' and b.origin_id is null
                          and b.free_bet_id is null)
                    + (select coalesce(sum(w.stake), 0) from pending_bet w
                        where w.player_id = l.player_id and w.received_at >= s.at and w.ended_at is null and w.free_bet_id is null)
       and not exists (select from ledger_account_view a join ledger_flow_view f on f.account_id = a.id
                        where a.owner_id = l.player_id and f.code = 'bet_refund_reversed')`,
  "no player has lost more in a month than a limit of theirs allows": `
    select l.player_id::text as subject, (-f.net)::text as detail
      from players_limit_view l
      join ledger_account_view a on a.owner_id = l.player_id and a.kind = 'player_cash' and a.detail = ''
     cross join lateral (
       select sum(x.amount) as net, bool_or(x.code like '%_reversed') as corrected from ledger_flow_view x
        where x.account_id = a.id and x.hour >= limit_since('month', clock_timestamp()) and counts_towards('loss', x.code)) f
     where l.kind = 'loss' and l.period = 'month' and -f.net > l.amount and not f.corrected
       and exists (select from bet b where b.player_id = l.player_id and b.placed_at > l.since
                      and b.placed_at >= date_trunc('month', clock_timestamp(), 'UTC'))`,
  "a single has one leg, other bets more": `
    select b.id::text as subject, count(l.bet_id)::text as detail
      from bet b left join bet_leg l on l.bet_id = b.id
     group by b.id, b.kind having count(l.bet_id) < case b.kind when 'single' then 1 else 2 end
        or (b.kind = 'single' and count(l.bet_id) <> 1)`,
  "the lines of a bet are different sets of its legs, and each leg is in one": `
    select b.id::text as subject, b.lines::text as detail
      from bet b, lateral (select bit_or(n.legs) as legs, min(n.legs) as least, count(distinct n.legs) as lines from unnest(b.lines) n(legs)) g
     where b.lines is not null
       and (g.least <= 0 or g.lines <> cardinality(b.lines)
            or g.legs is distinct from (select bit_or(1::bigint << l.position) from bet_leg l where l.bet_id = b.id))`,
  "every leg and every settlement belongs to a bet": `
    select l.bet_id::text as subject, 'leg' as detail from bet_leg l left join bet b on b.id = l.bet_id where b.id is null
    union all
    select s.bet_id::text, 'settlement' from bet_settlement s left join bet b on b.id = s.bet_id where b.id is null`,
  "every bet was made by one key of its player": `
    select b.id::text as subject, count(k.bet_id)::text as detail
      from bet b left join bet_key k on k.bet_id = b.id and k.player_id = b.player_id
     where b.origin_id is null
     group by b.id having count(k.bet_id) <> 1`,
  "every bet moved its stake once": `
    select b.id::text as subject, t.amount::text as detail from bet b left join ledger_transfer_view t on t.id = b.id
     where b.origin_id is null and (t.amount is distinct from b.stake or t.code is distinct from 'bet_stake')
        or b.origin_id is not null and t.id is not null`,
  "the stake of every bet that waits is held, and no other": `
    select coalesce(h.id, w.id)::text as subject, h.amount::text as detail
      from (select h.id, h.amount, h.currency, a.owner_id
              from ledger_hold_view h join ledger_account_view a on a.id = h.debit_id left join ledger_hold_end_view e on e.hold_id = h.id
             where e.hold_id is null and h.code = 'bet_stake') h
      full join (select * from pending_bet where ended_at is null) w on w.id = h.id
     where (h.amount, h.currency, h.owner_id) is distinct from (w.stake, w.currency, w.player_id)`,
  "every bet that waited became one bet of its stake, or one refusal": `
    select w.id::text as subject, w.outcome as detail
      from pending_bet w left join bet b on b.id = w.id left join bet_refusal r on r.id = w.id
      left join ledger_hold_end_view e on e.hold_id = w.id
      left join bet_key k on k.player_id = w.player_id and k.idempotency_key = w.idempotency_key
     where k.bet_id is distinct from w.id or (b.id is not null) <> (w.outcome is not distinct from 'accepted')
        or (r.id is not null) <> (w.outcome is not distinct from 'refused')
        or (w.outcome = 'accepted' and ((b.player_id, b.currency, b.stake)
              is distinct from (w.player_id, w.currency, case w.ruling when 'offer_accepted' then (w.offer->>'total')::bigint else w.stake end)
              or b.placed_at < w.due_at or (e.kind, e.transfer_id) is distinct from ('posted', b.id)))
        or (w.outcome = 'refused' and (r.player_id <> w.player_id or e.kind is distinct from 'voided'))`,
  "no referred bet was placed without a ruling, and no refused one was placed": `
    select w.id::text as subject, w.ruling as detail
      from pending_bet w
     where w.reason = 'referral' and w.outcome = 'accepted' and coalesce(w.ruling, '') not in ('accepted', 'offer_accepted')`,
  "exposure is what open bets carry": `
    select coalesce(x.market_id, l.market_id) || ':' || coalesce(x.outcome_key, l.outcome_key) as subject,
           (coalesce(x.payout, 0) - coalesce(l.payout, 0))::text as detail
      from (select market_id, outcome_key, sum(bets) as bets, sum(stake) as stake, sum(payout) as payout
              from market_exposure group by 1, 2) x
      full join (select l.market_id, l.outcome_key, count(*) as bets, sum(l.exposure_stake) as stake, sum(l.exposure_payout) as payout
                   from bet_leg l join bet b on b.id = l.bet_id where b.status = 'open' group by 1, 2) l
        on l.market_id = x.market_id and l.outcome_key = x.outcome_key
     where (coalesce(x.bets, 0), coalesce(x.stake, 0), coalesce(x.payout, 0))
           <> (coalesce(l.bets, 0), coalesce(l.stake, 0), coalesce(l.payout, 0))`,
  // Irrelevant once the market is decided, and may have been deleted.
  "what a player has staked on an outcome is the stakes of the bets that are neither void nor cashed out": `
    select coalesce(x.player_id, s.player_id)::text as subject, coalesce(x.market_id, s.market_id) || ':' || coalesce(x.outcome_key, s.outcome_key)
             || ' ' || (coalesce(x.stake, 0) - coalesce(s.stake, 0)) as detail
      from (select x.* from player_stake x join market m on m.id = x.market_id where m.status > -3) x
      full join (
        select player_id, market_id, outcome_key, sum(stake) as stake from (
          select b.player_id, l.market_id, l.outcome_key, b.stake
            from market m join bet_leg l on l.market_id = m.id join bet b on b.id = l.bet_id
           where m.status > -3 and coalesce(b.result not in ('void', 'cashed_out'), true)
          union all
          select w.player_id, m.id, l->>'outcomeKey', w.stake
            from pending_bet w cross join jsonb_array_elements(w.decision->'slip'->'legs') l join market m on m.id = l->>'marketId'
           where w.ended_at is null and m.status > -3) b
         group by 1, 2, 3) s
        on s.player_id = x.player_id and s.market_id = x.market_id and s.outcome_key = x.outcome_key
     where coalesce(x.stake, 0) <> coalesce(s.stake, 0)`,
  "a combination carries what its open bets would pay": `
    select coalesce(x.combination, b.combination)::text as subject, (coalesce(x.payout, 0) - coalesce(b.payout, 0))::text as detail
      from combination_exposure x
      full join (
        select combination, count(*) as bets, sum(combination_payout) as payout from (
          select combination, combination_payout from bet where status = 'open' and combination is not null
          union all
          select combination, combination_payout from pending_bet where ended_at is null and combination is not null) b
         group by 1) b on b.combination = x.combination
     where (x.bets, x.payout) is distinct from (b.bets, b.payout)`,
  "no bet is placed while its player is excluded": `
    select b.id::text as subject, x.kind as detail
      from players_exclusion_view x
      join bet b on b.player_id = x.player_id and b.placed_at > x.starts_at and b.placed_at < x.until`,
};
