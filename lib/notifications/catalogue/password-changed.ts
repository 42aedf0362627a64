import { z } from "zod";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { playerPasswordChanged } from "#lib/players/events.ts";
import { defineNotification } from "../definition.ts";

/** Somebody with the player's session changed the password. */
export const passwordChangedNotification = defineNotification({
  name: "password_changed",
  audience: "player",
  category: "security",
  channels: ["in-app", "mail"],
  events: [playerPasswordChanged],
  data: z.object({}),
  draft: (events) =>
    events.flatMap((event) => {
      const changed = payloadOf(event, playerPasswordChanged);
      return changed
        ? [{ playerId: changed.playerId, dedupeKey: "password", mailKey: changed.changeId, data: {} }]
        : [];
    }),
  text: () => ({ variant: "changed", href: "/account/devices" }),
  mail: {},
});
