import { z } from "zod";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { playerSignInLinked } from "#lib/players/events.ts";
import { defineNotification } from "../definition.ts";

/** Somebody with the player's session linked or unlinked an identity elsewhere. */
export const signInLinkedNotification = defineNotification({
  name: "sign_in_linked",
  audience: "player",
  category: "security",
  channels: ["in-app", "mail"],
  events: [playerSignInLinked],
  data: z.object({ linked: z.boolean() }),
  draft: (events) =>
    events.flatMap((event) => {
      const changed = payloadOf(event, playerSignInLinked);
      if (!changed) return [];
      const { playerId, changeId, linked } = changed;
      return [{ playerId, dedupeKey: `sign-in-linked:${changeId}`, mailKey: changeId, data: { linked } }];
    }),
  text: ({ linked }) => ({ variant: linked ? "linked" : "unlinked", href: "/account/security" }),
  mail: {},
});
