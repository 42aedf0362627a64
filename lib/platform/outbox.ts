import { bus } from "./bus.ts";
import { logFailure } from "./outage.ts";
import { transaction } from "./transaction.ts";

export type OutboxRow = {
  id: bigint;
  kind: string;
  payload: Record<string, unknown>;
  request_id: string | null;
};

/**
 * One row may carry many pieces of news, so that telling a hundred thousand players writes few rows. Its payload then has a list
 * for the kind and for each field: the n-th of every list make the n-th piece.
 */
const BUNDLE = "bundle";

const unbundled = (row: OutboxRow): OutboxRow[] => {
  if (row.kind !== BUNDLE) return [row];
  const { kind: kinds, ...fields } = row.payload as Record<string, unknown[]> & { kind: string[] };
  return kinds.map((kind, n) => ({
    ...row,
    kind,
    payload: Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, values[n]])),
  }));
};

const TAKE = "select id, kind, payload, request_id from outbox_take($1)";

/**
 * Hands the news of a batch of rows to the handler and forgets them when it succeeds, in one transaction. A handler that
 * throws leaves them for the next try, so it may see news twice. Returns how many rows there were.
 */
export const relayOnce = (handle: (rows: OutboxRow[]) => Promise<void>, limit = 500): Promise<number> =>
  transaction(async (client) => {
    const { rows } = await client.query<OutboxRow>({ name: "outbox-take", text: TAKE, values: [limit] });
    if (rows.length > 0) await handle(rows.sort((a, b) => (a.id < b.id ? -1 : 1)).flatMap(unbundled));
    return rows.length;
  });

const WAKE_EVERY_MS = 10;
let wakePending = false;

/**
 * Tells the relay that there is work, outside the transaction that made it. Calls close together share one notice, for a
 * notice costs a commit. Losing it only costs a poll's wait.
 */
export const wakeRelay = (): void => {
  if (wakePending) return;
  wakePending = true;
  const open = bus();
  setTimeout(() => {
    wakePending = false;
    open.publish("outbox", {}).catch((error) => logFailure(error, "the relay could not be woken"));
  }, WAKE_EVERY_MS);
};

export type Relay = { stop(): Promise<void> };

/** Relays until stopped: at once when woken, and every `pollMs` in case a wake was lost. */
export const startRelay = async (
  handle: (rows: OutboxRow[]) => Promise<void>,
  pollMs = 250,
): Promise<Relay> => {
  let stopped = false;
  let running: Promise<void> | undefined;
  let again = false;
  const run = (): void => {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    running = (async () => {
      do {
        again = false;
        try {
          while (!stopped && (await relayOnce(handle)) > 0);
        } catch (error) {
          logFailure(error, "relaying failed, the rows stay");
        }
      } while (again && !stopped);
    })().finally(() => {
      running = undefined;
    });
  };
  await bus().subscribe("outbox", run);
  const timer = setInterval(run, pollMs);
  run();
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
};
