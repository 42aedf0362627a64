import type { Invariants } from "#lib/platform/database/invariants.ts";

/** What must always be true of transfers, entries, holds and balances. */
export const LEDGER_INVARIANTS: Invariants = {
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
  "what was carried of an operator's account is its roll-ups of that time": `
    select a.id::text as subject, c.amount::text as detail
      from ledger_account a left join ledger_carried c on c.account_id = a.id
      left join ledger_rollup r on r.account_id = a.id and r.day < (select (detached_until('ledger_entry') at time zone 'UTC')::date)
     where a.owner_id is null
     group by a.id, c.amount having coalesce(c.amount, 0) <> coalesce(sum(r.amount), 0)`,
  "the hourly sums of tracked accounts are those of their entries": `
    select coalesce(f.account_id, e.account_id)::text as subject, coalesce(f.code, e.code) as detail
      from (select f.* from ledger_flow f join ledger_tracked t on t.account_id = f.account_id
             where f.hour >= greatest(t.since, clock_timestamp() - interval '32 days')) f
      full join (select e.account_id, date_trunc('hour', e.created_at, 'UTC') as hour, t.code, sum(e.amount) as amount
                   from ledger_tracked k join ledger_entry e on e.account_id = k.account_id
                   join ledger_transfer t on t.id = e.transfer_id
                  where date_trunc('hour', e.created_at, 'UTC') >= greatest(k.since, clock_timestamp() - interval '32 days')
                  group by 1, 2, 3) e
        on (e.account_id, e.hour, e.code) = (f.account_id, f.hour, f.code)
     where f.amount is distinct from e.amount`,
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
};
