import { z } from "zod";
import {
  array,
  bool,
  int8,
  nullable,
  only,
  type RowOfStatement,
  statement,
  text,
} from "#lib/platform/database/statement.ts";
import { log } from "#lib/platform/observability/log.ts";
import { applyDispute } from "../disputes/apply.ts";
import { providerNamed } from "../providers/index.ts";
import {
  type DisputeObject,
  OBJECT_KINDS,
  type ObjectRef,
  type PaymentObject,
  type PaymentProvider,
  type PayoutObject,
} from "../providers/provider.ts";
import { applyPayout } from "../withdrawals/pay.ts";
import { applyObject } from "./apply.ts";
import { creditMany } from "./credit-many.ts";

/** How long whoever claimed an event has for it, until somebody else may. */
const CLAIM_SECONDS = 20;
const BATCH = 100;
const FETCHES = 16;

const claim = statement({
  name: "claim-provider-events",
  text: `
    update provider_event set attempts = attempts + 1, due_at = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS})
     where id in (select id from provider_event where state = 'received' and due_at <= clock_timestamp()
                   order by due_at, id limit $1 for update skip locked)
    returning id, provider, event_id as "eventId", object_kind as kind, object_id as "objectId"`,
  params: [int8],
  row: {
    id: int8,
    provider: text,
    eventId: text,
    kind: nullable(only(text, z.enum(OBJECT_KINDS))),
    objectId: nullable(text),
  },
});

const end = statement({
  text: `update provider_event set state = $2, failure = $3, ended_at = clock_timestamp() where id = any($1) and state = 'received'`,
  params: [array(int8), text, nullable(text)],
  row: {},
});

const postpone = statement({
  text: `
    update provider_event set failure = $2, due_at = clock_timestamp() + make_interval(secs => least(2 ^ attempts, 600))
     where id = any($1) and state = 'received'`,
  params: [array(int8), text],
  row: {},
});

type Claimed = RowOfStatement<typeof claim>;
/** The events of one object at one provider. */
type Task = { ids: bigint[]; provider: string; kind: ObjectRef["kind"]; objectId: string; source: string };

const tasksOf = (events: readonly Claimed[]): Task[] => {
  const tasks = new Map<string, Task>();
  for (const { id, provider, kind, objectId, eventId } of events) {
    if (kind === null || objectId === null) continue;
    const key = JSON.stringify([provider, kind, objectId]);
    const task = tasks.get(key);
    if (task) task.ids.push(id);
    else tasks.set(key, { ids: [id], provider, kind, objectId, source: eventId });
  }
  return [...tasks.values()];
};

type AnyObject = PaymentObject | PayoutObject | DisputeObject;
type Fetched = { task: Task; provider: PaymentProvider; object: AnyObject };

const FETCH: Record<ObjectRef["kind"], (provider: PaymentProvider, id: string) => Promise<AnyObject | null>> =
  {
    payment: (provider, id) => provider.fetch(id),
    payout: (provider, id) => provider.fetchPayout(id),
    dispute: async (provider, id) => (await provider.fetchDispute?.(id)) ?? null,
  };

const park = (task: Task, why: string): Promise<number> => end.run([task.ids, "parked", why]);

const tryAgain = async (task: Task, error: unknown): Promise<void> => {
  log.warn({ err: error, provider: task.provider, object: task.objectId }, "an event waits for another try");
  await postpone.run([task.ids, error instanceof Error ? error.message.slice(0, 500) : "unknown"]);
};

/** Asks the provider how an object is now. Null where there is nothing to apply; what becomes of the events is stored then. */
const fetchOne = async (task: Task): Promise<Fetched | null> => {
  const provider = providerNamed(task.provider);
  if (!provider) {
    await park(task, "the provider is not set up");
    return null;
  }
  try {
    const object = await FETCH[task.kind](provider, task.objectId);
    if (object) return { task, provider, object };
    await park(task, "the provider has no such object");
  } catch (error) {
    await tryAgain(task, error);
  }
  return null;
};

const fetchAll = async (tasks: readonly Task[]): Promise<Fetched[]> => {
  const fetched: Fetched[] = [];
  for (let from = 0; from < tasks.length; from += FETCHES) {
    const some = await Promise.all(tasks.slice(from, from + FETCHES).map(fetchOne));
    fetched.push(...some.filter((each) => each !== null));
  }
  return fetched;
};

/** Credits what can be credited together. Where that fails, each is applied by itself, and only the one that is at fault waits. */
const creditTogether = async (fetched: readonly Fetched[]): Promise<ReadonlySet<Fetched>> => {
  const done = new Set<Fetched>();
  for (const [provider, all] of Map.groupBy(fetched, (each) => each.provider)) {
    const successes = all.flatMap((each) => {
      const { object, task } = each;
      return object.kind === "payment" && object.state === "succeeded"
        ? [{ each, object, source: task.source }]
        : [];
    });
    if (successes.length < 2) continue;
    try {
      const credited = await creditMany(provider, successes);
      for (const { each, object } of successes) if (credited.has(object.id)) done.add(each);
    } catch (error) {
      log.warn({ err: error, provider: provider.id }, "deposits are credited one by one");
    }
  }
  return done;
};

const applyOne = async ({ task, provider, object }: Fetched): Promise<boolean> => {
  const by = { cause: "provider", source: task.source } as const;
  try {
    if (object.kind === "payment") await applyObject(provider, object, by);
    else if (object.kind === "dispute") await applyDispute(provider, object, by);
    else await applyPayout(provider, object, by);
    return true;
  } catch (error) {
    await tryAgain(task, error);
    return false;
  }
};

/**
 * Processes stored events that are due: asks their providers how the objects are now, and applies that. The events themselves move nothing, so a
 * forged, late or repeated one does no harm. What cannot be had or applied waits longer each time and holds up no other. Returns how many
 * events were claimed: as many as fit into a batch, if there may be more.
 */
export const processProviderEvents = async (): Promise<number> => {
  const events = await claim.all([BigInt(BATCH)]);
  const fetched = await fetchAll(tasksOf(events));
  const done = new Set(await creditTogether(fetched));
  for (const each of fetched) if (!done.has(each) && (await applyOne(each))) done.add(each);
  await end.run([[...done].flatMap(({ task }) => task.ids), "processed", null]);
  return events.length;
};

const backlog = statement({
  text: "select exists (select from provider_event where state = 'received' and due_at <= clock_timestamp()) as due",
  params: [],
  row: { due: bool },
});

/** Whether events are due: after a pause of theirs, or because a job got lost. */
export const providerEventsDue = async (): Promise<boolean> => (await backlog.first([]))?.due ?? false;
