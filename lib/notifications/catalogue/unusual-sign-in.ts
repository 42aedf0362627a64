import { z } from "zod";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { playerSignedInUnusually } from "#lib/players/events.ts";
import { defineNotification } from "../definition.ts";

const Data = z.object({ sessionId: z.guid(), what: z.enum(["device", "place"]) });

/** Somebody signed in to the account by a browser that it does not know, or from another country than before. */
export const unusualSignInNotification = defineNotification({
  name: "unusual_sign_in",
  audience: "player",
  category: "security",
  channels: ["in-app"],
  events: [playerSignedInUnusually],
  data: Data,
  draft: (events) =>
    events.flatMap((event) => {
      const signIn = payloadOf(event, playerSignedInUnusually);
      if (!signIn) return [];
      const { playerId, sessionId, what } = signIn;
      return [{ playerId, dedupeKey: `sign-in:${sessionId}`, data: { sessionId, what } }];
    }),
  text: ({ what }) => ({ variant: what, href: "/account/devices" }),
});
