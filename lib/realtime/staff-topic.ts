import type { Broadcaster } from "./broadcaster.ts";
import { STAFF_TOPIC, type StaffNotice, type TopicMessage } from "./protocol.ts";
import { eventVersions } from "./queries.ts";

/** At most two messages per second. */
export const STAFF_SPACING_MS = 500;
const NOTICES_MAX = 200;
const EVENTS_MAX = 500;

/** What staff pages refresh on: changed events, changed bets, actions of colleagues. */
export const staffTopic = (out: Broadcaster) => {
  let events = new Set<string>();
  let notices: StaffNotice[] = [];
  return {
    markEvents: (ids: readonly string[]): void => {
      if (!out.hasSubscribers(STAFF_TOPIC)) return;
      for (const id of ids) if (events.size < EVENTS_MAX) events.add(id);
    },
    notice: (kind: string, subject: string): void => {
      if (!out.hasSubscribers(STAFF_TOPIC) || notices.length >= NOTICES_MAX) return;
      notices.push({ kind, subject, at: new Date().toISOString() });
    },
    answer: (): TopicMessage => ({ kind: "staff", topic: STAFF_TOPIC, version: 0, events: [], notices: [] }),
    turn: async (): Promise<void> => {
      if (events.size === 0 && notices.length === 0) return;
      const ids = [...events];
      const due = notices;
      events = new Set();
      notices = [];
      const versions = await eventVersions(ids);
      out.send({
        kind: "staff",
        topic: STAFF_TOPIC,
        version: 0,
        events: [...versions].map(([id, version]) => ({ id, version })),
        notices: due,
      });
    },
  };
};

export type StaffTopic = ReturnType<typeof staffTopic>;
