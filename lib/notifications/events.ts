import { z } from "zod";
import { defineEvent } from "#lib/platform/messaging/event.ts";

/** A player's inbox has a new notification, or one that says something new. */
export const notificationCreated = defineEvent(
  "notification.created",
  // How many unread ones it adds: none where it took the place of an unread one.
  z.object({ playerId: z.guid(), unread: z.int().min(0).max(1) }),
  { audience: ["player"], toPlayer: ({ unread }) => ({ unread }) },
);

/** All notifications of a player have been read, on one of the player's devices. */
export const notificationsRead = defineEvent("notification.read", z.object({ playerId: z.guid() }), {
  audience: ["player"],
  toPlayer: () => ({}),
});

export const notificationEvents = [notificationCreated, notificationsRead];
