import type pg from "pg";
import { z } from "zod";
import { isTooBusy } from "../database/db.ts";
import { array, int4, int8, json, jsonText, nullable, statement, text } from "../database/statement.ts";
import { transaction } from "../database/transaction.ts";
import { log } from "../observability/log.ts";
import { isOutOfReach, logFailure } from "../observability/outage.ts";
import { bus } from "./bus.ts";
import type { DeliveredEvent, EventDefinition } from "./event.ts";
import { paced } from "./paced.ts";
import { outboxReader, type UnreadableEvent } from "./read-outbox.ts";

/**
 * Receives the events whose audience includes one of its own. May receive an event twice; throwing redelivers the
 * batch.
 */
export type Subscriber = {
  name: string;
  audiences: readonly string[];
  handle(events: readonly DeliveredEvent[]): Promise<void>;
};

export type RelayOptions = { events: readonly EventDefinition[]; subscribers: readonly Subscriber[] };

/** Rows per round. Bundles in all of them make some hundred kilobytes of messages, which are garbage soon enough. */
const BATCH = 40;
/**
 * Rounds that may fail in a row before the next one looks for the event that causes it. With the pauses, some
 * seconds.
 */
const FAILURES_MAX = 20;

const takeRows = statement({
  name: "outbox-take",
  text: "select id, kind, payload, request_id from outbox_take($1)",
  params: [int4],
  row: { id: int8, kind: text, payload: json(z.unknown()), request_id: nullable(text) },
});

const insertParked = statement({
  text: `insert into outbox_parked (kind, payload, request_id, reason, detail)
         select * from unnest($1::text[], $2::jsonb[], $3::text[], $4::text[], $5::text[])`,
  params: [array(text), array(jsonText), array(nullable(text)), array(text), array(nullable(text))],
  row: {},
});

type RelayRound = { rows: number; events: number; parked: number };
type Parked = Omit<UnreadableEvent, "reason"> & { reason: string; detail?: string };

const park = async (client: pg.PoolClient, events: readonly Parked[]): Promise<void> => {
  if (events.length === 0) return;
  for (const { kind, reason, detail } of events) log.error({ kind, reason, detail }, "an event was parked");
  await insertParked.run(
    [
      events.map(({ kind }) => kind),
      events.map(({ payload }) => JSON.stringify(payload ?? null)),
      events.map(({ requestId }) => requestId),
      events.map(({ reason }) => reason),
      events.map(({ detail }) => detail ?? null),
    ],
    client,
  );
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

/** Delivers one event after another. Returns those that a subscriber refused because of their content. */
const deliverApart = async (
  subscribers: readonly Subscriber[],
  events: readonly DeliveredEvent[],
): Promise<Parked[]> => {
  const refused: Parked[] = [];
  for (const event of events) {
    try {
      await deliver(subscribers, [event]);
    } catch (error) {
      if (isOutOfReach(error) || isTooBusy(error)) throw error;
      const { kind, payload, requestId } = event;
      const detail = (error as Error).message.slice(0, 500);
      refused.push({ kind, payload, requestId, reason: "subscriber_failed", detail });
    }
  }
  return refused;
};

/**
 * Delivers the events of a batch of rows and deletes the rows, in one transaction. Unreadable events are parked and
 * do not hold up the rest. If a subscriber throws, the rows stay for the next round; with `apart`, only the events
 * that it refuses are parked.
 */
export const relayRound = ({ events: definitions, subscribers }: RelayOptions) => {
  const read = outboxReader(definitions);
  return (limit = BATCH, apart = false): Promise<RelayRound> =>
    transaction(async (client) => {
      const rows = await takeRows.all([limit], client);
      if (rows.length === 0) return { rows: 0, events: 0, parked: 0 };
      const { events, unreadable } = read(rows.sort((a, b) => (a.id < b.id ? -1 : 1)));
      const refused = apart ? await deliverApart(subscribers, events) : [];
      if (!apart) await deliver(subscribers, events);
      const parked = [...unreadable, ...refused];
      await park(client, parked);
      return { rows: rows.length, events: events.length - refused.length, parked: parked.length };
    });
};

export type Relay = {
  /** Events that this relay has delivered and parked. */
  counts(): { relayed: number; parked: number };
  stop(): Promise<void>;
};

/** Relays until stopped: at once when asked, and every `pollMs` in case a request was lost. */
export const startRelay = async (options: RelayOptions, pollMs = 250): Promise<Relay> => {
  const round = relayRound(options);
  const counts = { relayed: 0, parked: 0 };
  let failures = 0;
  let stopped = false;
  const { ask, stop } = paced(async () => {
    try {
      for (;;) {
        const { rows, events, parked } = await round(BATCH, failures >= FAILURES_MAX);
        failures = 0;
        counts.relayed += events;
        counts.parked += parked;
        // A batch that was not full took the last rows; anything newer has its own request.
        if (stopped || rows < BATCH) return;
      }
    } catch (error) {
      if (!isOutOfReach(error) && !isTooBusy(error)) failures += 1;
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
