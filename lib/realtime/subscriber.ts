import { bus } from "#lib/platform/messaging/bus.ts";
import type { DeliveredEvent } from "#lib/platform/messaging/event.ts";
import type { Subscriber } from "#lib/platform/messaging/relay.ts";

declare module "#lib/platform/messaging/bus.ts" {
  interface BusMessages {
    /** Fields of an event that its player may see. */
    player: { playerId: string; kind: string; payload: Record<string, unknown> };
    /** Something that staff pages show has changed. */
    staff: { kind: string; subject: string };
  }
}

/** Staff pages only need to know that something changed: more messages per round would not make them newer. */
const STAFF_MESSAGES_MAX = 50;

/** The declared fields of an event, addressed to its player. Null where the event is not for players. */
export const toPlayerMessage = ({ kind, payload, definition }: DeliveredEvent) => {
  const { playerId } = payload;
  const fields = definition.audience.includes("player") && definition.toPlayer?.(payload);
  return fields && typeof playerId === "string" ? { playerId, kind, payload: { ...fields } } : null;
};

/** What staff pages receive of an event: its kind and its subject. Null if it is not for staff. */
export const toStaffMessage = ({ kind, payload, definition }: DeliveredEvent) => {
  const subject = definition.audience.includes("staff") && definition.toStaff?.(payload);
  return subject ? { kind, subject } : null;
};

/** Passes events on to the sidecars, with only the fields that their definitions release to players and staff. */
export const realtimeSubscriber: Subscriber = {
  name: "realtime",
  audiences: ["player", "staff"],
  handle: async (events) => {
    const players = events.map(toPlayerMessage).filter((message) => message !== null);
    const staff = events.map(toStaffMessage).filter((message) => message !== null);
    await Promise.all([
      bus().publishAll("player", players),
      bus().publishAll("staff", staff.slice(-STAFF_MESSAGES_MAX)),
    ]);
  },
};
