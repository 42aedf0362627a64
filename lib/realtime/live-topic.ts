import { listing } from "#lib/sportsbook/markets/index.ts";
import type { EventSummary } from "#lib/sportsbook/markets/schema.ts";
import type { Broadcaster } from "./broadcaster.ts";
import { LIVE_LIST_HOURS, LIVE_LIST_MAX, LIVE_TOPIC, type TopicMessage } from "./protocol.ts";

/** At most two messages per second about the list. */
export const LIVE_SPACING_MS = 500;
/** Events also enter the list as time passes. */
const REREAD_MS = 5_000;

const read = (): Promise<EventSummary[]> =>
  listing({ kind: "running-or-soon", withinHours: LIVE_LIST_HOURS }, LIVE_LIST_MAX);

const newest = (events: readonly EventSummary[]): number =>
  events.reduce((highest, { version }) => Math.max(highest, version), 0);

/** The list of running and soon starting events, read while it has subscribers. */
export const liveTopic = (out: Broadcaster) => {
  let held: EventSummary[] | null = null;
  let loading: Promise<void> | undefined;
  let dirty = false;
  let readAt = 0;

  const load = async (): Promise<void> => {
    readAt = performance.now();
    held = await read();
  };

  return {
    mark: (): void => {
      dirty = true;
    },
    forget: (): void => {
      held = null;
    },

    answer: async (): Promise<TopicMessage> => {
      if (!held) {
        loading ??= load().finally(() => {
          loading = undefined;
        });
        await loading;
      }
      const events = held ?? [];
      return { kind: "live_snapshot", topic: LIVE_TOPIC, version: newest(events), events };
    },

    turn: async (): Promise<void> => {
      if (!held || !out.hasSubscribers(LIVE_TOPIC)) return;
      if (!dirty && performance.now() - readAt < REREAD_MS) return;
      dirty = false;
      readAt = performance.now();
      const before = held;
      let now: EventSummary[];
      try {
        now = await read();
      } catch (error) {
        dirty = true;
        throw error;
      }
      held = now;
      const versions = new Map(before.map(({ id, version }) => [id, version]));
      const events = now.filter(({ id, version }) => versions.get(id) !== version);
      const moved = now.length !== before.length || now.some(({ id }, at) => before[at]?.id !== id);
      if (events.length === 0 && !moved) return;
      out.send({
        kind: "live_delta",
        topic: LIVE_TOPIC,
        version: newest(now),
        events,
        order: moved ? now.map(({ id }) => id) : null,
      });
    },
  };
};

export type LiveTopic = ReturnType<typeof liveTopic>;
