import { reportRows } from "#lib/platform/database/db.ts";
import type { InvariantReport as Report } from "./schema.ts";

/**
 * What must always be true of the money, each as a query that must return no row. The rows that it does return are the
 * evidence. Those that look at bets live here too: money is one truth.
 */
export const INVARIANTS = {
  "every transfer has one debit and one equal credit": `
    select t.id::text as subject, sum(e.amount)::text as detail
      from ledger_transfer t left join ledger_entry e on e.transfer_id = t.id
     where t.created_at >= (select detached_until('ledger_entry'))
     group by t.id, t.amount, t.debit_id, t.credit_id
    having coalesce(sum(e.amount), 1) <> 0 or count(e.*) <> 2
        or sum(e.amount) filter (where e.account_id = t.credit_id) is distinct from t.amount`,
  "entries sum to zero in every currency": `
    select a.currency as subject, sum(e.amount)::text as detail
      from (select account_id, amount from ledger_entry union all select account_id, amount from ledger_carried) e
      join ledger_account a on a.id = e.account_id
     group by a.currency having sum(e.amount) <> 0`,
  "every entry belongs to a transfer and an account in its currency": `
    select e.transfer_id::text as subject, e.account_id::text as detail
      from ledger_entry e left join ledger_transfer t on t.id = e.transfer_id
      left join ledger_account a on a.id = e.account_id
     where t.id is null or a.id is null or t.currency <> a.currency`,
  "a player's balance is the sum of the entries": `
    select a.id::text as subject, (a.balance - coalesce(sum(e.amount), 0))::text as detail
      from ledger_account a
      left join (select account_id, amount, 1 as entries from ledger_entry
                 union all select account_id, amount, entries from ledger_carried) e on e.account_id = a.id
     where a.owner_id is not null
     group by a.id having a.balance <> coalesce(sum(e.amount), 0) or a.version <> coalesce(sum(e.entries), 0)`,
  "balances after each entry follow one another": `
    select e.account_id::text as subject, e.version::text as detail
      from (select account_id, version, balance_after,
                   sum(amount) over (partition by account_id order by version) as running,
                   row_number() over (partition by account_id order by version) as place
              from ledger_entry where version is not null) e
      left join ledger_carried c on c.account_id = e.account_id
     where e.balance_after <> e.running + coalesce(c.amount, 0) or e.version <> e.place + coalesce(c.entries, 0)`,
  "no player account is below its minimum": `
    select id::text as subject, (balance - held)::text as detail from ledger_account
     where owner_id is not null and balance - held < minimum`,
  "held money is the sum of open holds": `
    select a.id::text as subject, (a.held - coalesce(sum(h.amount) filter (where e.hold_id is null), 0))::text as detail
      from ledger_account a left join ledger_hold h on h.debit_id = a.id left join ledger_hold_end e on e.hold_id = h.id
     group by a.id having a.held <> coalesce(sum(h.amount) filter (where e.hold_id is null), 0)`,
  "a hold posts its own money and never more than it held": `
    select h.id::text as subject, e.posted::text as detail
      from ledger_hold h join ledger_hold_end e on e.hold_id = h.id left join ledger_transfer t on t.id = e.transfer_id
     where e.kind = 'posted' and (e.posted > h.amount or t.amount is distinct from e.posted
        or (t.debit_id, t.credit_id) is distinct from (h.debit_id, h.credit_id))`,
  "roll-ups equal the entries that they sum": `
    select r.account_id::text as subject, r.day::text as detail
      from ledger_rollup r
      left join ledger_entry e on e.account_id = r.account_id and (e.created_at at time zone 'UTC')::date = r.day
     where r.day >= (select (detached_until('ledger_entry') at time zone 'UTC')::date)
     group by r.account_id, r.day, r.amount having r.amount <> coalesce(sum(e.amount), 0)`,
  "what was carried of a house account is its roll-ups of that time": `
    select a.id::text as subject, c.amount::text as detail
      from ledger_account a left join ledger_carried c on c.account_id = a.id
      left join ledger_rollup r on r.account_id = a.id and r.day < (select (detached_until('ledger_entry') at time zone 'UTC')::date)
     where a.owner_id is null
     group by a.id, c.amount having coalesce(c.amount, 0) <> coalesce(sum(r.amount), 0)`,
  "open bets hold exactly the open stakes": `
    select coalesce(o.currency, s.currency) as subject, (coalesce(o.balance, 0) - coalesce(s.stake, 0))::text as detail
      from (select a.currency, sum(e.amount) as balance
              from ledger_account a
              join (select account_id, amount from ledger_entry union all select account_id, amount from ledger_carried) e
                on e.account_id = a.id
             where a.kind = 'open_bets' group by a.currency) o
      full join (select currency, sum(stake) as stake from bet where status = 'open' group by currency) s
        on s.currency = o.currency
     where coalesce(o.balance, 0) <> coalesce(s.stake, 0)`,
  "a single has one leg, an accumulator more": `
    select b.id::text as subject, count(l.bet_id)::text as detail
      from bet b left join bet_leg l on l.bet_id = b.id
     group by b.id, b.kind having count(l.bet_id) < case b.kind when 'single' then 1 else 2 end
        or (b.kind = 'single' and count(l.bet_id) <> 1)`,
  "every leg and every settlement belongs to a bet": `
    select l.bet_id::text as subject, 'leg' as detail from bet_leg l left join bet b on b.id = l.bet_id where b.id is null
    union all
    select s.bet_id::text, 'settlement' from bet_settlement s left join bet b on b.id = s.bet_id where b.id is null`,
  "every bet was made by one key of its player": `
    select b.id::text as subject, count(k.bet_id)::text as detail
      from bet b left join bet_key k on k.bet_id = b.id and k.player_id = b.player_id
     group by b.id having count(k.bet_id) <> 1`,
  "every bet moved its stake once": `
    select b.id::text as subject, t.amount::text as detail from bet b left join ledger_transfer t on t.id = b.id
     where t.amount is distinct from b.stake or t.code is distinct from 'bet_stake'`,
  "the stake of every bet that waits is held, and no other": `
    select coalesce(h.id, w.id)::text as subject, h.amount::text as detail
      from (select h.id, h.amount, h.currency, a.owner_id
              from ledger_hold h join ledger_account a on a.id = h.debit_id left join ledger_hold_end e on e.hold_id = h.id
             where e.hold_id is null and h.code = 'bet_stake') h
      full join (select * from pending_bet where ended_at is null) w on w.id = h.id
     where (h.amount, h.currency, h.owner_id) is distinct from (w.stake, w.currency, w.player_id)`,
  "every bet that waited became one bet of its stake, or one refusal": `
    select w.id::text as subject, w.outcome as detail
      from pending_bet w left join bet b on b.id = w.id left join bet_refusal r on r.id = w.id
      left join ledger_hold_end e on e.hold_id = w.id
      left join bet_key k on k.player_id = w.player_id and k.idempotency_key = w.idempotency_key
     where k.bet_id is distinct from w.id or (b.id is not null) <> (w.outcome is not distinct from 'accepted')
        or (r.id is not null) <> (w.outcome is not distinct from 'refused')
        or (w.outcome = 'accepted' and ((b.player_id, b.currency, b.stake)
              is distinct from (w.player_id, w.currency, w.stake)
              or b.placed_at < w.due_at or (e.kind, e.transfer_id) is distinct from ('posted', b.id)))
        or (w.outcome = 'refused' and (r.player_id <> w.player_id or e.kind is distinct from 'voided'))`,
  "every bet paid exactly its return, net of what was taken back": `
    select b.id::text as subject, p.paid::text as detail
      from bet b
      left join (
        select t.reference, sum(case when t.code in ('bet_return', 'bet_refund') then t.amount else -t.amount end) as paid
          from ledger_transfer t
         where t.code in ('bet_return', 'bet_refund', 'bet_return_reversed', 'bet_refund_reversed')
         group by t.reference) p on p.reference = 'bet:' || b.id
     where coalesce(p.paid, 0) <> coalesce(b.returned, 0)`,
  "a reversal mirrors the one transfer that it undoes": `
    select r.id::text as subject, r.reverses_id::text as detail
      from ledger_transfer r left join ledger_transfer t on t.id = r.reverses_id
     where r.reverses_id is not null
       and (r.debit_id, r.credit_id, r.amount, r.currency, r.reference, r.code)
           is distinct from (t.credit_id, t.debit_id, t.amount, t.currency, t.reference, t.code || '_reversed')`,
  "who owes has nothing left to repay with": `
    select r.owner_id::text as subject, (c.balance - c.held - c.minimum)::text as detail
      from ledger_account r
      join ledger_account c on c.owner_id = r.owner_id and c.kind = 'player_cash' and c.currency = r.currency and c.detail = r.detail
     where r.kind = 'player_receivable' and (r.balance > 0 or (r.balance < 0 and c.balance - c.held > c.minimum))`,
  "what a player owes is what was booked less what was repaid": `
    select a.owner_id::text as subject, a.balance::text as detail
      from ledger_account a left join ledger_transfer t on a.id in (t.debit_id, t.credit_id)
       and t.code in ('receivable_booked', 'receivable_repaid', 'adjustment')
     where a.kind = 'player_receivable'
     group by a.id having a.balance <> coalesce(sum(case when t.credit_id = a.id then t.amount else -t.amount end), 0)`,
  "every leg has become what holds of its market": `
    select l.bet_id::text as subject, l.market_id as detail
      from bet_leg l join bet b on b.id = l.bet_id join market m on m.id = l.market_id
      left join outcome o on o.market_id = l.market_id and o.key = l.outcome_key,
           lateral leg_standing(b.void_reason is not null, b.placed_at, l.odds, m.status, m.void_windows, o.decided_at,
                                o.result, o.void_factor, o.dead_heat_numerator, o.dead_heat_denominator) s
     where m.settled_through = m.settlement_version
       and (l.result, l.factor, l.divisor) is distinct from (s.result, s.factor, s.divisor)`,
  "every market is what holds of all that was said about it": `
    select m.id as subject, m.status::text as detail
      from market m, lateral market_standing(m.id) s
     where m.settlement_version > 0
       and (m.status, m.void_windows) is distinct from
           (status_standing(m.id, greatest(m.status, -2::smallint), s.cancelled, s.void_rest, s.outcomes), s.void_windows)`,
  "every bet is what its legs make it": `
    select b.id::text as subject, b.status as detail
      from bet b
      join (
        select l.bet_id, bool_or(l.result = 'lost') is true as lost, bool_and(l.result is not distinct from 'void') as void,
               bool_and(l.result is not null) as known, count(*) as legs, min(l.result) as only,
               product(coalesce(l.factor, 1)) as factor, product(l.divisor) as divisor
          from bet_leg l group by l.bet_id) g on g.bet_id = b.id,
           lateral (select g.known or g.lost as decided, div(b.stake * g.factor, g.divisor)::bigint as returned) r
     where (b.result, b.returned) is distinct from (
             case when not r.decided then null when g.void then 'void' when g.lost then 'lost' when g.legs = 1 then g.only
                  when r.returned < b.stake then 'half_lost' else 'won' end,
             case when r.decided then r.returned end)`,
  "a bet's newest settlement is what it says, one a version": `
    select b.id::text as subject, b.settlement_version::text as detail
      from bet b
      left join (select bet_id, count(*) as versions, max(version) as newest from bet_settlement group by bet_id) s
        on s.bet_id = b.id
      left join bet_settlement n on n.bet_id = b.id and n.version = b.settlement_version
     where coalesce(s.versions, 0) <> b.settlement_version or coalesce(s.newest, 0) <> b.settlement_version
        or (n.result, n.returned) is distinct from (b.result, b.returned)`,
  "every completed deposit moved its amount once": `
    select d.id::text as subject, t.amount::text as detail
      from deposit d left join ledger_transfer t on t.id = d.transfer_id
     where d.status = 'completed'
       and (t.amount, t.currency, t.code, t.reference) is distinct from (d.amount, d.currency, 'deposit', 'deposit:' || d.id)`,
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
  // Of a decided market it no longer matters, and may have been deleted.
  "what a player has staked on an outcome is the stakes of the bets that are not void": `
    select coalesce(x.player_id, s.player_id)::text as subject, coalesce(x.market_id, s.market_id) || ':' || coalesce(x.outcome_key, s.outcome_key)
             || ' ' || (coalesce(x.stake, 0) - coalesce(s.stake, 0)) as detail
      from (select x.* from player_stake x join market m on m.id = x.market_id where m.status > -3) x
      full join (
        select player_id, market_id, outcome_key, sum(stake) as stake from (
          select b.player_id, l.market_id, l.outcome_key, b.stake
            from market m join bet_leg l on l.market_id = m.id join bet b on b.id = l.bet_id
           where m.status > -3 and b.result is distinct from 'void'
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
} as const;

export type InvariantName = keyof typeof INVARIANTS;

export type InvariantReport = Report<InvariantName>;

export const INVARIANT_NAMES = Object.keys(INVARIANTS) as InvariantName[];

/** Runs every invariant. The whole is sound when no report has violations. */
export const verifyLedger = async (): Promise<InvariantReport[]> => {
  const reports: InvariantReport[] = [];
  for (const name of INVARIANT_NAMES) {
    const started = performance.now();
    const violations = await reportRows<{ subject: string; detail: string | null }>(
      `${INVARIANTS[name]} limit 20`,
    );
    reports.push({ name, violations, ms: Math.round(performance.now() - started) });
  }
  return reports;
};
