import { z } from "zod";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { identityChanged } from "#lib/players/events.ts";
import { defineNotification } from "../definition.ts";

const TOLD = ["verified", "refused", "expired"] as const;

/** Levels of the player's identity were verified, refused, or have expired. What to do stands on the page. */
export const identityNotification = defineNotification({
  name: "identity",
  audience: "player",
  category: "security",
  channels: ["in-app", "mail"],
  events: [identityChanged],
  data: z.object({ variant: z.enum(TOLD) }),
  draft: (events) =>
    events.flatMap((event) => {
      const change = payloadOf(event, identityChanged);
      const variant = TOLD.find((state) => state === change?.state);
      // On the demo site it is done while the player looks on.
      return change && variant && change.provider !== "demo"
        ? [{ playerId: change.playerId, dedupeKey: "identity", mailKey: change.changeId, data: { variant } }]
        : [];
    }),
  text: ({ variant }) => ({ variant, href: "/account/identity" }),
  mail: {},
});
