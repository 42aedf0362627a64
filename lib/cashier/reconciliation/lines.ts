import { array, int8, statement, text, uuid } from "#lib/platform/database/statement.ts";
import type { PaymentProvider } from "../providers/provider.ts";
import { bookFees } from "./fees.ts";

/** Rows of a report that are written at once: few enough that memory stays flat. */
const BATCH = 5_000;

const insert = statement({
  name: "reconciliation-lines",
  text: `
    insert into reconciliation_line (run_id, side, direction, object_id, amount, currency)
    select $1, $2, d, o, a, c from unnest($3::text[], $4::text[], $5::bigint[], $6::text[]) u (d, o, a, c)`,
  params: [uuid, text, array(text), array(text), array(int8), array(text)],
  row: {},
});

type Line = { direction: "in" | "out"; objectId: string; amount: bigint; currency: string };

const write = (runId: string, side: "provider" | "external", lines: readonly Line[]): Promise<number> =>
  insert.run([
    runId,
    side,
    lines.map(({ direction }) => direction),
    lines.map(({ objectId }) => objectId),
    lines.map(({ amount }) => amount),
    lines.map(({ currency }) => currency),
  ]);

async function* batches<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function* providerLines(provider: PaymentProvider, since: Date): AsyncGenerator<Line> {
  for await (const { id, state, amount, currency } of provider.list(since))
    if (state === "succeeded") yield { direction: "in", objectId: id, amount, currency };
  for await (const { id, state, amount, currency } of provider.listPayouts(since))
    if (state === "paid") yield { direction: "out", objectId: id, amount, currency };
}

/** Stores what the provider reports of money that has moved since then, to be compared. Returns how many rows. */
export const storeProviderLines = async (
  runId: string,
  provider: PaymentProvider,
  since: Date,
): Promise<bigint> => {
  let count = 0n;
  for await (const batch of batches(providerLines(provider, since)))
    count += BigInt(await write(runId, "provider", batch));
  return count;
};

/** Stores what the bank or chain behind the provider reports, and books the fees in it. Null where there is no such report. */
export const storeExternalLines = async (
  runId: string,
  provider: PaymentProvider,
  since: Date,
): Promise<bigint | null> => {
  if (!provider.externalMovements) return null;
  let count = 0n;
  for await (const batch of batches(provider.externalMovements(since))) {
    await bookFees(provider.id, batch);
    const lines = batch.flatMap(({ objectId, amount, ...line }) =>
      objectId === null || amount === 0n ? [] : [{ ...line, objectId, amount }],
    );
    count += BigInt(await write(runId, "external", lines));
  }
  return count;
};
