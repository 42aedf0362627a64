import { transaction } from "../database/transaction.ts";
import { logFailure } from "../observability/outage.ts";
import { type Bus, bus } from "./bus.ts";

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
  const lists = Object.entries(fields);
  return kinds.map((kind, n) => {
    const payload: OutboxRow["payload"] = {};
    for (const [name, values] of lists) payload[name] = values[n];
    return { ...row, kind, payload };
  });
};

/** Rows a round. Bundles in all of them make some hundred kilobytes of notices, which are rubbish before they have grown old. */
const BATCH = 40;
const TAKE = "select id, kind, payload, request_id from outbox_take($1)";

/**
 * Hands the news of a batch of rows to the handler and forgets them when it succeeds, in one transaction. A handler that
 * throws leaves them for the next try, so it may see news twice. Returns how many rows there were.
 */
export const relayOnce = (handle: (rows: OutboxRow[]) => Promise<void>, limit = BATCH): Promise<number> =>
  transaction(async (client) => {
    const { rows } = await client.query<OutboxRow>({ name: "outbox-take", text: TAKE, values: [limit] });
    if (rows.length > 0) await handle(rows.sort((a, b) => (a.id < b.id ? -1 : 1)).flatMap(unbundled));
    return rows.length;
  });

/** Wakes and rounds that follow each other this closely become one: a busy second has fifty, and a quiet one waits for none. */
const EVERY_MS = 20;

/** Runs the work at once, and then no sooner than `EVERY_MS` after it ended; however often it was asked for meanwhile, once. */
const paced = (work: () => Promise<void>): { ask(): void; stop(): Promise<void> } => {
  let asked = false;
  let stopped = false;
  let running: Promise<void> | undefined;
  const go = async (): Promise<void> => {
    while (asked && !stopped) {
      asked = false;
      await work();
      await new Promise((rested) => setTimeout(rested, EVERY_MS));
    }
    running = undefined;
  };
  return {
    ask: () => {
      asked = true;
      if (!stopped) running ??= go();
    },
    stop: async () => {
      stopped = true;
      await running;
    },
  };
};

let open: Bus | undefined;
const waker = paced(async () => {
  try {
    await open?.publish("outbox", {});
  } catch (error) {
    logFailure(error, "the relay could not be woken");
  }
});

/**
 * Tells the relay that there is work, outside the transaction that made it. Calls close together share one notice, for a
 * notice costs a commit. Losing it only costs a poll's wait.
 */
export const wakeRelay = (): void => {
  // The one that is open now: a wake that comes later must not open it again.
  open = bus();
  waker.ask();
};

export type Relay = { stop(): Promise<void> };

/** Relays until stopped: at once when woken, and every `pollMs` in case a wake was lost. */
export const startRelay = async (
  handle: (rows: OutboxRow[]) => Promise<void>,
  pollMs = 250,
): Promise<Relay> => {
  let stopped = false;
  const { ask, stop } = paced(async () => {
    try {
      // A batch that was not full took the last of them; whatever came since brings its own wake.
      while (!stopped && (await relayOnce(handle)) === BATCH);
    } catch (error) {
      logFailure(error, "relaying failed, the rows stay");
    }
  });
  await bus().subscribe("outbox", ask);
  const timer = setInterval(ask, pollMs);
  ask();
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await stop();
    },
  };
};
