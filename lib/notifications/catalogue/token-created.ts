import { z } from "zod";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { playerTokenCreated } from "#lib/players/events.ts";
import { defineNotification } from "../definition.ts";

/** Somebody with the player's session made an API token. */
export const tokenCreatedNotification = defineNotification({
  name: "token_created",
  audience: "player",
  category: "security",
  channels: ["in-app", "mail"],
  events: [playerTokenCreated],
  data: z.object({}),
  draft: (events) =>
    events.flatMap((event) => {
      const made = payloadOf(event, playerTokenCreated);
      return made
        ? [{ playerId: made.playerId, dedupeKey: `token:${made.tokenId}`, mailKey: made.tokenId, data: {} }]
        : [];
    }),
  text: () => ({ variant: "created", href: "/account/tokens" }),
  mail: {},
});
