import type pg from "pg";
import type { Prisma } from "../database/db.ts";
import { array, jsonText, nullable, statement, text } from "../database/statement.ts";
import { currentRequestId } from "../observability/log.ts";
import { logFailure } from "../observability/outage.ts";
import { type Bus, bus } from "./bus.ts";
import type { EventDefinition, EventPayload } from "./event.ts";
import { paced } from "./paced.ts";

/** The transaction that an event belongs to, of either client. */
export type EventTransaction = Pick<pg.ClientBase, "query"> | Pick<Prisma.TransactionClient, "$executeRaw">;

const insertEvent = statement({
  text: "insert into outbox (kind, payload, request_id) values ($1, $2, $3)",
  params: [text, jsonText, nullable(text)],
  row: {},
});

/**
 * Writes an event in the transaction of the change that it reports: both are stored, or neither. Call `wakeRelay` after the
 * commit. SQL functions of the hot path write their rows themselves; a test holds those rows to the same definitions.
 */
export const publish = async <Kind extends string, Payload extends EventPayload>(
  tx: EventTransaction,
  { kind, schema }: EventDefinition<Kind, Payload>,
  payload: Payload,
): Promise<void> => {
  const stored = JSON.stringify(schema.parse(payload));
  const requestId = currentRequestId();
  if ("$executeRaw" in tx)
    await tx.$executeRaw`insert into outbox (kind, payload, request_id) values (${kind}, ${stored}::jsonb, ${requestId})`;
  else await insertEvent.run([kind, stored, requestId], tx);
};

const insertBundles = statement({
  text: "insert into outbox (kind, payload, request_id) select 'bundle', b::jsonb, $2 from unnest($1::text[]) b",
  params: [array(text), nullable(text)],
  row: {},
});

/** Sixteen events fit into a row that PostgreSQL keeps in its page as it is. */
const BUNDLE_SIZE = 16;

/** As `publish`, for many events of one kind: as bundles. */
export const publishAll = async <Kind extends string, Payload extends EventPayload>(
  tx: Pick<pg.ClientBase, "query">,
  { kind, schema }: EventDefinition<Kind, Payload>,
  payloads: readonly Payload[],
): Promise<void> => {
  const bundles: string[] = [];
  for (let start = 0; start < payloads.length; start += BUNDLE_SIZE) {
    const events = payloads.slice(start, start + BUNDLE_SIZE).map((payload) => schema.parse(payload));
    const lists: Record<string, unknown[]> = { kind: events.map(() => kind) };
    for (const name of Object.keys(events[0] ?? {})) lists[name] = events.map((event) => event[name]);
    bundles.push(JSON.stringify(lists));
  }
  if (bundles.length === 0) return;
  await insertBundles.run([bundles, currentRequestId()], tx);
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
 * Notifies the relay that there is work, outside the transaction that made it. Calls close together share one
 * message, because a message costs a commit. A lost message only delays the work until the next poll.
 */
export const scheduleRelay = (): void => {
  // Only this batch: a later call must not open it again.
  open = bus();
  waker.ask();
};

const retry = statement({
  text: `
    with taken as (delete from outbox_parked returning id, kind, payload, request_id)
    insert into outbox (kind, payload, request_id) select kind, payload, request_id from taken order by id`,
  params: [],
  row: {},
});

/** Puts all parked events back into the outbox, for a release that can deliver them. Returns how many. */
export const retryParked = (tx: pg.PoolClient): Promise<number> => retry.run([], tx);
