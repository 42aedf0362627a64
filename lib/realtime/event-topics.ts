import { eventsDelta, eventViews } from "#lib/sportsbook/markets/index.ts";
import { applyDelta, type EventDelta, type EventView } from "#lib/sportsbook/markets/schema.ts";
import type { Broadcaster } from "./broadcaster.ts";
import { eventTopic, type TopicMessage } from "./protocol.ts";
import { eventVersions } from "./queries.ts";

/** The least time between two messages about one event; changes in between are combined. */
const SPACING_MS_MIN = 100;
const SPACING_MS_MAX = 500;
/**
 * The cost of a message is its number of subscribers: this many deliveries per second and process at most for each
 * event.
 */
const DELIVERIES_PER_SECOND = 20_000;

/** The interval between messages about an event with this many subscribers (ms): short for few, longer for many. */
const spacingOf = (subscribers: number): number =>
  Math.min(SPACING_MS_MAX, Math.max(SPACING_MS_MIN, (subscribers / DELIVERIES_PER_SECOND) * 1_000));

type Held = {
  view: EventView;
  /** The version with which an incident came last. */
  incidentsVersion: number;
  sentAt: number;
};

/**
 * What a subscriber at `since` is missing, from the view in memory: the same answer as a query per subscriber,
 * without the queries.
 */
const gapOf = ({ view, incidentsVersion }: Held, since: number): EventDelta => ({
  id: view.id,
  version: view.version,
  since,
  startsAt: view.startsAt,
  status: view.status,
  score: view.score,
  suspension: view.suspension,
  suspendedMarkets: Object.fromEntries(
    view.markets.flatMap(({ id, suspension }) => (suspension ? [[id, suspension]] : [])),
  ),
  incidents: incidentsVersion > since ? view.incidents : [],
  markets: view.markets.filter(({ version }) => version > since),
});

const answer = (held: Held, since: number): TopicMessage => {
  const { view } = held;
  const base = { topic: eventTopic(view.id), version: view.version };
  return since === 0
    ? { kind: "event_snapshot", ...base, event: view }
    : { kind: "event_delta", ...base, delta: gapOf(held, since) };
};

/** The events that have subscribers, held in memory as last sent and updated by one query per turn. */
export const eventTopics = (out: Broadcaster) => {
  const held = new Map<string, Held>();
  const loading = new Map<string, Promise<void>>();
  /** Events that changed, and when (ms) we first knew. */
  const dirty = new Map<string, number>();

  const mark = (id: string, at = performance.now()): void => {
    if (!dirty.has(id) && out.hasSubscribers(eventTopic(id))) dirty.set(id, at);
  };

  const load = async (ids: string[]): Promise<void> => {
    const views = await eventViews(ids);
    for (const view of views)
      if (out.hasSubscribers(eventTopic(view.id)))
        held.set(view.id, { view, incidentsVersion: view.version, sentAt: Number.NEGATIVE_INFINITY });
  };

  const ensure = async (ids: string[]): Promise<void> => {
    const missing = ids.filter((id) => !held.has(id) && !loading.has(id));
    if (missing.length > 0) {
      const work = load(missing).finally(() => {
        for (const id of missing) loading.delete(id);
      });
      for (const id of missing) loading.set(id, work);
    }
    await Promise.all(ids.flatMap((id) => loading.get(id) ?? []));
  };

  return {
    mark,
    markAll: (): void => {
      for (const id of held.keys()) mark(id);
    },
    forget: (id: string): void => {
      held.delete(id);
      dirty.delete(id);
    },

    /**
     * Answers subscribers whose sockets have already joined the rooms, so that nothing is lost between the answer and
     * the next message. Unknown events are left out.
     */
    answers: async (asked: readonly { id: string; since: number }[]): Promise<Map<string, TopicMessage>> => {
      await ensure(asked.map(({ id }) => id));
      return new Map(
        asked.flatMap(({ id, since }) => {
          const known = held.get(id);
          if (!known) return [];
          if (since > known.view.version) mark(id);
          return [[id, answer(known, since)] as const];
        }),
      );
    },

    /** Sends every changed event that is due to its subscribers. One query. */
    turn: async (): Promise<void> => {
      const now = performance.now();
      const due = [...dirty].flatMap(([id, at]) => {
        const known = held.get(id);
        return known && now - known.sentAt >= spacingOf(out.subscribers(eventTopic(id)))
          ? [{ id, at, since: known.view.version }]
          : [];
      });
      if (due.length === 0) return;
      for (const { id } of due) dirty.delete(id);
      let deltas: EventDelta[];
      try {
        deltas = await eventsDelta(due);
      } catch (error) {
        for (const { id, at } of due) dirty.set(id, at);
        throw error;
      }
      const changedAt = new Map(due.map(({ id, at }) => [id, at]));
      for (const delta of deltas) {
        const known = held.get(delta.id);
        if (!known || known.view.version !== delta.since) continue;
        known.view = applyDelta(known.view, delta);
        if (delta.incidents.length > 0) known.incidentsVersion = delta.version;
        known.sentAt = performance.now();
        out.send({ kind: "event_delta", topic: eventTopic(delta.id), version: delta.version, delta });
        out.noteLag(known.sentAt - (changedAt.get(delta.id) ?? known.sentAt));
      }
    },

    /** Compares the views in memory with the database, in case a message was lost. */
    sweep: async (): Promise<void> => {
      const versions = await eventVersions([...held.keys()]);
      for (const [id, version] of versions) if ((held.get(id)?.view.version ?? version) < version) mark(id);
    },
  };
};

export type EventTopics = ReturnType<typeof eventTopics>;
