import type pg from "pg";
import { array, int8, statement, text, timestamptz, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import type { Side } from "./schema.ts";

// A comparison reads both sides once. It spills to disk rather than into memory.
const patience = statement({
  text: "select set_config('statement_timeout', '600000', true), set_config('work_mem', '32MB', true)",
  params: [],
  row: {},
});

/*
 * Rows that began within an hour of either end of the period may be in one report and not in the other yet: those that are missing outside are left
 * to the next run. What only the report has is looked for at any time.
 */
const compare = statement({
  text: `
    with seen as (
      select direction, object_id, min(amount) as amount, min(currency) as currency
        from reconciliation_line where run_id = $1 and side = $2 group by direction, object_id
    ), ours as (
      select direction, object_id, amount, currency, at, subject_id
        from cashier_settled_view where provider = $3 and at >= $4 and at < $5 and direction = any($6)
    ), pairs as materialized (
      select coalesce(s.direction, o.direction) as direction, coalesce(s.object_id, o.object_id) as object_id,
             s.amount as outside_amount, s.currency as outside_currency, o.amount as ledger_amount, o.currency as ledger_currency,
             o.subject_id, o.at
        from seen s full join ours o on o.direction = s.direction and o.object_id = s.object_id
       where (s.amount, s.currency) is distinct from (o.amount, o.currency)
    ), known as (
      select p.direction, p.object_id, p.outside_amount, p.outside_currency,
             coalesce(p.ledger_amount, l.amount) as ledger_amount, coalesce(p.ledger_currency, l.currency) as ledger_currency,
             coalesce(p.subject_id, l.subject_id) as subject_id, p.at
        from pairs p
        left join lateral (select v.amount, v.currency, v.subject_id from cashier_settled_view v
                            where p.ledger_amount is null and v.provider = $3 and v.object_id = p.object_id and v.direction = p.direction
                            limit 1) l on true
    ), differing as (
      select *, case when ledger_amount is null then 'missing_in_ledger' when outside_amount is null then 'missing_outside'
                     when ledger_currency <> outside_currency then 'currency' else 'amount' end as kind
        from known
       where (outside_amount, outside_currency) is distinct from (ledger_amount, ledger_currency)
         and not (outside_amount is null and (at < $4 + interval '1 hour' or at > $5 - interval '1 hour'))
    ), kept as (
      insert into reconciliation_difference as d
        (id, provider, side, direction, object_id, kind, ledger_amount, ledger_currency, outside_amount, outside_currency, subject_id, run_id)
      select gen_random_uuid(), $3, $2, direction, object_id, kind, ledger_amount, ledger_currency, outside_amount, outside_currency, subject_id, $1
        from differing
      on conflict on constraint reconciliation_difference_once do update
        set ledger_amount = excluded.ledger_amount, ledger_currency = excluded.ledger_currency, outside_amount = excluded.outside_amount,
            outside_currency = excluded.outside_currency, subject_id = excluded.subject_id, run_id = excluded.run_id,
            state = 'open', closed_at = null, opened_at = case d.state when 'open' then d.opened_at else clock_timestamp() end
        where d.state <> 'corrected'
      returning run_id, old.run_id as earlier
    )
    select (select count(*) from seen) as "outsideCount", (select count(*) from ours) as "ledgerCount",
           (select count(*) from pairs where ledger_amount is not null) as differing,
           (select count(*) from kept where earlier is null) as found`,
  params: [uuid, text, text, timestamptz, timestamptz, array(text)],
  row: { outsideCount: int8, ledgerCount: int8, differing: int8, found: int8 },
});

// Both sides agree by now: money arrived later, or was reported later.
const match = statement({
  text: `
    update reconciliation_difference d set state = 'matched', closed_at = clock_timestamp(), run_id = $1
     where d.state = 'open' and d.provider = $2 and d.side = $3 and d.kind <> 'balance' and d.run_id <> $1
       and (exists (select from reconciliation_line l
                     where d.kind = 'missing_outside' and l.run_id = $1 and l.side = d.side and l.direction = d.direction
                       and l.object_id = d.object_id and l.amount = d.ledger_amount and l.currency = d.ledger_currency)
         or exists (select from cashier_settled_view v
                     where d.kind <> 'missing_outside' and v.provider = d.provider and v.direction = d.direction and v.object_id = d.object_id
                       and v.amount = d.outside_amount and v.currency = d.outside_currency))`,
  params: [uuid, text, text],
  row: {},
});

export type Compared = { outsideCount: bigint; ledgerCount: bigint; matched: bigint; found: bigint };

/**
 * Compares the ledger with the stored rows of one report, in the database: differences are opened, or found again; those in which both sides agree by now
 * are closed. A difference that was corrected stays so.
 * @param directions what the report is about
 */
export const compareLines = (
  runId: string,
  side: Side,
  period: { provider: string; since: Date; until: Date },
  directions: readonly ("in" | "out")[] = ["in", "out"],
): Promise<Compared> =>
  transaction(async (client: pg.PoolClient) => {
    const { provider, since, until } = period;
    await patience.run([], client);
    const counts = await compare.first([runId, side, provider, since, until, [...directions]], client);
    if (!counts) throw new Error("a comparison returned nothing");
    await match.run([runId, provider, side], client);
    const { outsideCount, ledgerCount, differing, found } = counts;
    return { outsideCount, ledgerCount, matched: ledgerCount - differing, found };
  });
