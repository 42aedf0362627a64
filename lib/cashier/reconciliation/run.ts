import { uuidv7 } from "#lib/core/id.ts";
import { type Currency, isCurrency } from "#lib/core/money.ts";
import { accountBalance, accountFor } from "#lib/ledger/index.ts";
import {
  bpchar,
  int8,
  nullable,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { log } from "#lib/platform/observability/log.ts";
import { deskChanged } from "../events.ts";
import type { PaymentProvider } from "../providers/provider.ts";
import { compareLines } from "./compare.ts";
import { storeExternalLines, storeProviderLines } from "./lines.ts";

// A run whose process died would keep others from starting for ever.
const abandon = statement({
  text: `
    update reconciliation_run set state = 'failed', failure = 'abandoned', ended_at = clock_timestamp()
     where provider = $1 and state = 'running' and started_at < clock_timestamp() - interval '6 hours'`,
  params: [text],
  row: {},
});

const begin = statement({
  text: `
    insert into reconciliation_run (id, provider, since, until) values ($1, $2, $3, $4)
    on conflict (provider) where state = 'running' do nothing`,
  params: [uuid, text, timestamptz, timestamptz],
  row: {},
});

const end = statement({
  text: `
    update reconciliation_run
       set state = $2, failure = $3, ledger_count = $4, provider_count = $5, external_count = $6, matched = $7, found = $8,
           ended_at = clock_timestamp()
     where id = $1`,
  params: [uuid, text, nullable(text), int8, int8, nullable(int8), int8, int8],
  row: {},
});

const clear = statement({
  text: `
    delete from reconciliation_line l using reconciliation_run r where r.id = l.run_id and r.provider = $1`,
  params: [text],
  row: {},
});

const keepBalance = statement({
  text: "insert into reconciliation_balance (run_id, currency, ledger, outside) values ($1, $2, $3, $4) on conflict do nothing",
  params: [uuid, bpchar, int8, int8],
  row: {},
});

const openBalance = statement({
  text: `
    insert into reconciliation_difference (id, provider, side, direction, object_id, kind, ledger_amount, ledger_currency, outside_amount,
                                           outside_currency, run_id)
    values ($1, $2, 'external', 'balance', $3, 'balance', $4, $5, $6, $5, $7)
    on conflict on constraint reconciliation_difference_once do update
      set ledger_amount = excluded.ledger_amount, outside_amount = excluded.outside_amount, run_id = excluded.run_id
      where reconciliation_difference.state = 'open'`,
  params: [uuid, text, text, int8, text, int8, uuid],
  row: {},
});

// An older day's difference is the same one seen earlier: the newest is the one to work on.
const closeBalances = statement({
  text: `
    update reconciliation_difference set state = 'matched', closed_at = clock_timestamp(), run_id = $4
     where provider = $1 and kind = 'balance' and ledger_currency = $2 and state = 'open' and object_id is distinct from $3`,
  params: [text, text, nullable(text), uuid],
  row: {},
});

/** Compares what a provider holds with its clearing account, whose balance is what it owes us, negative. */
const compareBalance = async (
  runId: string,
  provider: string,
  currency: Currency,
  outside: bigint,
  until: Date,
): Promise<void> => {
  const ledger = -(await accountBalance(await accountFor("deposits_clearing", null, currency, provider)));
  await keepBalance.run([runId, currency, ledger, outside]);
  const object = `${currency} ${until.toISOString().slice(0, 10)}`;
  const differs = ledger !== outside;
  if (differs) await openBalance.run([uuidv7(), provider, object, ledger, currency, outside, runId]);
  await closeBalances.run([provider, currency, differs ? object : null, runId]);
};

export type Reconciled = { runId: string; found: bigint; matched: bigint };

const reconcileIn = async (
  runId: string,
  provider: PaymentProvider,
  since: Date,
  until: Date,
): Promise<Reconciled> => {
  const period = { provider: provider.id, since, until };
  const providerCount = await storeProviderLines(runId, provider, since);
  // Money that only arrives, such as a transfer, is in the report of the bank or chain alone.
  const takes = provider.capabilities.some(({ directions }) => directions.includes("deposit"));
  const byProvider = await compareLines(runId, "provider", period, takes ? ["in", "out"] : ["out"]);
  const externalCount = await storeExternalLines(runId, provider, since);
  const byBank = externalCount === null ? null : await compareLines(runId, "external", period);
  for (const { currency, amount } of (await provider.externalBalances?.()) ?? [])
    if (isCurrency(currency)) await compareBalance(runId, provider.id, currency, amount, until);
  const found = byProvider.found + (byBank?.found ?? 0n);
  const { ledgerCount, matched } = byProvider;
  await end.run([runId, "done", null, ledgerCount, providerCount, externalCount, matched, found]);
  return { runId, found, matched };
};

const announce = async (runId: string): Promise<void> => {
  await transaction((client) => publish(client, deskChanged, { subject: `reconciliation:${runId}` }));
  scheduleRelay();
};

/**
 * Reconciles one provider, three ways: the ledger with its report, the ledger with the bank or chain behind it, and the balances. Reports are streamed into
 * a table and compared in the database, so that memory does not grow with them. Null where another run of this provider has not ended. One that
 * fails is kept as such, and thrown.
 */
export const reconcile = async (
  provider: PaymentProvider,
  since: Date,
  until: Date,
): Promise<Reconciled | null> => {
  await abandon.run([provider.id]);
  const runId = uuidv7();
  if ((await begin.run([runId, provider.id, since, until])) === 0) return null;
  try {
    return await reconcileIn(runId, provider, since, until);
  } catch (error) {
    const failure = error instanceof Error ? error.message.slice(0, 500) : "unknown";
    log.error({ err: error, provider: provider.id }, "a provider could not be reconciled");
    await end.run([runId, "failed", failure, 0n, 0n, null, 0n, 0n]);
    throw error;
  } finally {
    await clear.run([provider.id]);
    await announce(runId);
  }
};
