import type pg from "pg";
import { bool, int8, jsonText, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { retrying, transaction } from "#lib/platform/database/transaction.ts";
import { bus } from "#lib/platform/messaging/bus.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { withControls } from "./controls.ts";
import type { BookChange } from "./schema.ts";

export * from "./controls.ts";
export * from "./queries.ts";
export * from "./schema.ts";
export * from "./suspensions.ts";
export { WRITTEN } from "./written.ts";

declare module "#lib/platform/messaging/bus.ts" {
  interface BusMessages {
    /** These events have a new version. */
    events: { ids: string[] };
  }
}

const EVENT_VERSION = { event_id: text, version: int8 };

const writeBook = statement({
  name: "apply-book",
  text: "select event_id, version from apply_book($1::jsonb)",
  params: [jsonText],
  row: EVENT_VERSION,
});

const writeSuspension = statement({
  text: "select event_id, version from set_suspension($1, $2, $3, $4, $5, $6, $7)",
  params: [text, text, text, bool, text, nullable(text), nullable(uuid)],
  row: EVENT_VERSION,
});

const wire = (changes: readonly BookChange[]): string =>
  JSON.stringify(changes, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));

const writeControlled = async (changes: readonly BookChange[], client: pg.PoolClient) =>
  writeBook.all([wire(await withControls(changes, client))], client);

/**
 * Writes what a feed or a model reports about events, all in one transaction, and notifies clients. Each event gets
 * one new version. Markets are written as traders have set them (`controlled`): here, and nowhere else. At most one change per event and call. Prices do not affect settled markets; results and rollbacks
 * reach settlement by the outbox. A caller that passes its own client calls `announceEvents` and `wakeRelay` after
 * its commit.
 */
export const applyBook = async (
  changes: readonly BookChange[],
  client?: pg.PoolClient,
): Promise<Map<string, bigint>> => {
  if (changes.length === 0) return new Map();
  const priced = changes.some(({ markets }) => markets?.length);
  const rows = client
    ? await writeControlled(changes, client)
    : priced
      ? await transaction((own) => writeControlled(changes, own))
      : await retrying(() => writeBook.all([wire(changes)]));
  if (client) return new Map(rows.map((row) => [row.event_id, row.version]));
  await bus().publish("events", { ids: rows.map((row) => row.event_id) });
  if (changes.some(({ results, corrections }) => results?.length || corrections?.length)) scheduleRelay();
  return new Map(rows.map((row) => [row.event_id, row.version]));
};

export type SuspensionScope =
  | { scope: "market" | "event" | "provider" | "sport"; id: string }
  | { scope: "all" };

export type SuspensionChange = {
  where: SuspensionScope;
  source: "feed" | "provider" | "staff";
  on: boolean;
  /** A code that the page words, such as "review" or "feed_down". */
  reason: string;
  note?: string | null;
  by?: string | null;
};

/**
 * Suspends or resumes betting. Once this returns, no bet that was decided on the older state is accepted. Returns the
 * ids of the affected events; a caller that passes its own client announces them with `announceEvents` after its
 * commit.
 */
export const setSuspension = async (change: SuspensionChange, client?: pg.PoolClient): Promise<string[]> => {
  const { where } = change;
  const rows = await writeSuspension.all(
    [
      where.scope,
      where.scope === "all" ? "" : where.id,
      change.source,
      change.on,
      change.reason,
      change.note ?? null,
      change.by ?? null,
    ],
    client,
  );
  const ids = rows.map((row) => row.event_id);
  if (!client) await announceEvents(ids);
  return ids;
};

/** Notifies clients that these events changed. */
export const announceEvents = async (ids: string[]): Promise<void> => {
  if (ids.length > 0) await bus().publish("events", { ids });
};
