import { z } from "zod";
import { accept } from "#lib/core/result.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { markNotificationsRead } from "../channels/in-app/inbox.ts";

/** Marks all of the player's notifications as read, on every device. */
export const markNotificationsReadCommand = defineCommand({
  name: "notification.mark_read",
  summary: "Marks all of the player's notifications as read.",
  actor: "player",
  gate: null,
  input: z.object({}),
  refusals: {},
  run: async ({ actor, tx, onCommit }) => {
    if (await markNotificationsRead(tx, actor.playerId)) onCommit(scheduleRelay);
    return accept(null);
  },
});
