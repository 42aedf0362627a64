import type pg from "pg";
import { z } from "zod";
import { isCurrency, money } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { accountFor, type TransferInput, transfer } from "#lib/ledger/index.ts";
import {
  bool,
  int8,
  nullable,
  only,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { movementId } from "../payments/store.ts";
import {
  type CorrectRefusal,
  type CounterAccount,
  DIFFERENCE_KINDS,
  type Difference,
  type RunRow,
  SIDES,
} from "./schema.ts";

const ROW = {
  id: uuid,
  provider: text,
  side: only(text, z.enum(SIDES)),
  direction: only(text, z.enum(["in", "out", "balance"])),
  objectId: text,
  kind: only(text, z.enum(DIFFERENCE_KINDS)),
  ledgerAmount: nullable(int8),
  ledgerCurrency: nullable(text),
  outsideAmount: nullable(int8),
  outsideCurrency: nullable(text),
  subjectId: nullable(uuid),
  state: only(text, z.enum(["open", "matched", "corrected"])),
  assigneeId: nullable(uuid),
  assignee: nullable(text),
  openedAt: timestamptz,
  closedAt: nullable(timestamptz),
  corrector: nullable(text),
};

const COLUMNS = `d.id, d.provider, d.side, d.direction, d.object_id as "objectId", d.kind, d.ledger_amount as "ledgerAmount",
  d.ledger_currency as "ledgerCurrency", d.outside_amount as "outsideAmount", d.outside_currency as "outsideCurrency",
  d.subject_id as "subjectId", d.state, d.assignee as "assigneeId", a.display_name as assignee, d.opened_at as "openedAt",
  d.closed_at as "closedAt", c.display_name as corrector`;

const FROM = `reconciliation_difference d left join players_staff_view a on a.id = d.assignee
  left join players_staff_view c on c.id = d.corrected_by`;

const open = statement({
  text: `select ${COLUMNS} from ${FROM} where d.state = 'open' order by d.opened_at, d.id limit $1`,
  params: [int8],
  row: ROW,
});

const SHOWN = 200;

/** Differences that nobody has closed, the oldest first. */
export const openDifferences = (limit = SHOWN): Promise<Difference[]> => open.all([BigInt(limit)]);

const closed = statement({
  text: `select ${COLUMNS} from ${FROM} where d.state <> 'open' order by d.closed_at desc limit $1`,
  params: [int8],
  row: ROW,
});

/** Differences that were corrected, or in which both sides agree by now; the newest first. */
export const closedDifferences = (limit = SHOWN): Promise<Difference[]> => closed.all([BigInt(limit)]);

const runs = statement({
  text: `
    select id, provider, since, until, state, failure, ledger_count as "ledgerCount", provider_count as "providerCount",
           external_count as "externalCount", matched, found, started_at as "startedAt", ended_at as "endedAt"
      from reconciliation_run order by started_at desc limit 50`,
  params: [],
  row: {
    id: uuid,
    provider: text,
    since: timestamptz,
    until: timestamptz,
    state: only(text, z.enum(["running", "done", "failed"])),
    failure: nullable(text),
    ledgerCount: int8,
    providerCount: int8,
    externalCount: nullable(int8),
    matched: int8,
    found: int8,
    startedAt: timestamptz,
    endedAt: nullable(timestamptz),
  },
});

/** The last runs, the newest first. */
export const reconciliationRuns = (): Promise<RunRow[]> => runs.all([]);

const take = statement({
  text: `
    update reconciliation_difference set assignee = $2
     where id = $1 and state = 'open' and (assignee is not distinct from $3 or assignee = $2)`,
  params: [uuid, nullable(uuid), nullable(uuid)],
  row: {},
});

/** Makes a difference one's own, or gives it back (`to` null). False where it is not open, or somebody else's than `from`. */
export const takeDifference = async (
  { differenceId, from, to }: { differenceId: string; from: string | null; to: string | null },
  client: pg.PoolClient,
): Promise<boolean> => (await take.run([differenceId, to, from], client)) > 0;

const lock = statement({
  text: `
    select provider, direction, object_id as "objectId", kind, ledger_amount as "ledgerAmount", ledger_currency as "ledgerCurrency",
           outside_amount as "outsideAmount", outside_currency as "outsideCurrency", state = 'open' as open
      from reconciliation_difference where id = $1 for update`,
  params: [uuid],
  row: {
    provider: text,
    direction: only(text, z.enum(["in", "out", "balance"])),
    objectId: text,
    kind: only(text, z.enum(DIFFERENCE_KINDS)),
    ledgerAmount: nullable(int8),
    ledgerCurrency: nullable(text),
    outsideAmount: nullable(int8),
    outsideCurrency: nullable(text),
    open: bool,
  },
});

const close = statement({
  text: `
    update reconciliation_difference set state = 'corrected', closed_at = clock_timestamp(), corrected_by = $2, transfer_id = $3 where id = $1`,
  params: [uuid, uuid, uuid],
  row: {},
});

type Leg = { currency: string; change: bigint };

/**
 * By how much the clearing account of each currency changes, so that it says what is outside: credits are positive. The provider owes us what came in, so
 * more of it is a debit. Pure.
 */
export const clearingChanges = (difference: {
  direction: "in" | "out" | "balance";
  ledgerAmount: bigint | null;
  ledgerCurrency: string | null;
  outsideAmount: bigint | null;
  outsideCurrency: string | null;
}): Leg[] => {
  const { direction, ledgerAmount, ledgerCurrency, outsideAmount, outsideCurrency } = difference;
  const sides = [
    { currency: ledgerCurrency, change: -(ledgerAmount ?? 0n) },
    { currency: outsideCurrency, change: outsideAmount ?? 0n },
  ];
  const byCurrency = new Map<string, bigint>();
  for (const { currency, change } of sides)
    if (currency !== null) byCurrency.set(currency, (byCurrency.get(currency) ?? 0n) + change);
  return [...byCurrency]
    .filter(([, more]) => more !== 0n)
    .map(([currency, more]) => ({ currency, change: direction === "out" ? more : -more }));
};

type Correction = {
  differenceId: string;
  counter: CounterAccount;
  ledgerAmount: bigint | null;
  outsideAmount: bigint | null;
  staffId: string;
};

/**
 * Closes a difference by posting it between the provider's clearing account and one of the operator. Of an object that differs from the provider's report and
 * from the bank's, the money moves once.
 */
export const correctDifference = async (
  { differenceId, counter, ledgerAmount, outsideAmount, staffId }: Correction,
  client: pg.PoolClient,
): Promise<Result<{ transferId: string }, CorrectRefusal>> => {
  const found = await lock.first([differenceId], client);
  if (!found) return refuse({ code: "unknown_difference" });
  if (!found.open) return refuse({ code: "difference_closed" });
  if (found.ledgerAmount !== ledgerAmount || found.outsideAmount !== outsideAmount)
    return refuse({ code: "difference_changed" });
  const legs: TransferInput[] = [];
  const { provider, direction, objectId } = found;
  for (const { currency, change } of clearingChanges(found)) {
    if (!isCurrency(currency)) return refuse({ code: "other_currency" });
    const [clearing, other] = [
      await accountFor("deposits_clearing", null, currency, provider, client),
      await accountFor(counter, null, currency, "", client),
    ];
    legs.push({
      id: movementId(provider, `${direction} ${objectId} ${currency}`, "corrected"),
      ...(change > 0n ? { debit: other, credit: clearing } : { debit: clearing, credit: other }),
      amount: money(currency, change > 0n ? change : -change),
      code: "reconciliation_correction",
      reference: `reconciliation:${provider}:${objectId}`,
    });
  }
  const [first] = legs;
  if (!first) return refuse({ code: "difference_closed" });
  const moved = await transfer(legs, client);
  // The same object was corrected before, by another amount or against another account.
  if (!moved.ok) return refuse({ code: "difference_changed" });
  await close.run([differenceId, staffId, first.id], client);
  return accept({ transferId: first.id });
};
