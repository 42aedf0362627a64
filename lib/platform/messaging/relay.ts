import type pg from "pg";
import { transaction } from "../database/transaction.ts";
import { log } from "../observability/log.ts";
import { logFailure } from "../observability/outage.ts";
import { bus } from "./bus.ts";
import type { DeliveredEvent, EventDefinition } from "./event.ts";
import { paced } from "./paced.ts";
import { type OutboxRow, outboxReader, type UnreadableEvent } from "./read-outbox.ts";

/** Receives the events whose audience names one of its own. May receive an event twice; throwing brings the batch again. */
export type Subscriber = {
  name: string;
  audiences: readonly string[];
  handle(events: readonly DeliveredEvent[]): Promise<void>;
};

export type RelayOptions = { events: readonly EventDefinition[]; subscribers: readonly Subscriber[] };

/** Rows a round. Bundles in all of them make some hundred kilobytes of messages, which are garbage before they have grown old. */
const BATCH = 40;
const TAKE = "select id, kind, payload, request_id from outbox_take($1)";

export type RelayRound = { rows: number; events: number; parked: number };

const park = async (_client: pg.PoolClient, events: readonly UnreadableEvent[]): Promise<void> => {
  for (const { kind, reason } of events) log.error({ kind, reason }, "an event cannot be read");
};

const deliver = async (
  subscribers: readonly Subscriber[],
  events: readonly DeliveredEvent[],
): Promise<void> => {
  for (const { audiences, handle } of subscribers) {
    const wanted = events.filter(({ definition }) =>
      definition.audience.some((name) => audiences.includes(name)),
    );
    if (wanted.length > 0) await handle(wanted);
  }
};

/**
 * Delivers the events of a batch of rows and deletes the rows, in one transaction. When a subscriber throws, the rows stay
 * for the next round. What cannot be read does not hold up the rest.
 */
export const relayRound = ({ events: definitions, subscribers }: RelayOptions) => {
  const read = outboxReader(definitions);
  return (limit = BATCH): Promise<RelayRound> =>
    transaction(async (client) => {
      const { rows } = await client.query<OutboxRow>({ name: "outbox-take", text: TAKE, values: [limit] });
      if (rows.length === 0) return { rows: 0, events: 0, parked: 0 };
      const { events, unreadable } = read(rows.sort((a, b) => (a.id < b.id ? -1 : 1)));
      if (unreadable.length > 0) await park(client, unreadable);
      await deliver(subscribers, events);
      return { rows: rows.length, events: events.length, parked: unreadable.length };
    });
};

export type Relay = {
  /** Events delivered and parked by this relay. */
  counts(): { relayed: number; parked: number };
  stop(): Promise<void>;
};

/** Relays until stopped: at once when asked, and every `pollMs` in case a request was lost. */
export const startRelay = async (options: RelayOptions, pollMs = 250): Promise<Relay> => {
  const round = relayRound(options);
  const counts = { relayed: 0, parked: 0 };
  let stopped = false;
  const { ask, stop } = paced(async () => {
    try {
      for (;;) {
        const { rows, events, parked } = await round();
        counts.relayed += events;
        counts.parked += parked;
        // A batch that was not full took the last rows; whatever came since brings its own request.
        if (stopped || rows < BATCH) return;
      }
    } catch (error) {
      logFailure(error, "relaying failed, the rows stay");
    }
  });
  await bus().subscribe("outbox", ask);
  const timer = setInterval(ask, pollMs);
  ask();
  return {
    counts: () => ({ ...counts }),
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await stop();
    },
  };
};
