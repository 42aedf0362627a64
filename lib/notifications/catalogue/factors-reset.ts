import { z } from "zod";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { playerFactorsReset } from "#lib/players/events.ts";
import { defineNotification } from "../definition.ts";

/** Staff removed every second factor of the player. */
export const factorsResetNotification = defineNotification({
  name: "factors_reset",
  audience: "player",
  category: "security",
  channels: ["in-app", "mail"],
  events: [playerFactorsReset],
  data: z.object({}),
  draft: (events) =>
    events.flatMap((event) => {
      const changed = payloadOf(event, playerFactorsReset);
      if (!changed) return [];
      const { playerId, changeId } = changed;
      return [{ playerId, dedupeKey: `factors-reset:${changeId}`, mailKey: changeId, data: {} }];
    }),
  text: () => ({ variant: "reset", href: "/account/security" }),
  mail: {},
});
