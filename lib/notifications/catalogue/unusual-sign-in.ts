import { z } from "zod";
import { uuidTime } from "#lib/core/id.ts";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { playerSignedInUnusually } from "#lib/players/events.ts";
import { notMeToken } from "#lib/players/index.ts";
import { defineNotification } from "../definition.ts";

const Data = z.object({
  playerId: z.guid(),
  sessionId: z.guid(),
  what: z.enum(["device", "place"]),
});

/** Somebody signed in to the account by a browser that it does not know, or from another country than before. */
export const unusualSignInNotification = defineNotification({
  name: "unusual_sign_in",
  audience: "player",
  category: "security",
  channels: ["in-app", "mail"],
  events: [playerSignedInUnusually],
  data: Data,
  draft: (events) =>
    events.flatMap((event) => {
      const signIn = payloadOf(event, playerSignedInUnusually);
      if (!signIn) return [];
      const { playerId, sessionId, what } = signIn;
      return [{ playerId, dedupeKey: `sign-in:${sessionId}`, data: { playerId, sessionId, what } }];
    }),
  text: ({ what }) => ({ variant: what, href: "/account/devices" }),
  // Locks the account in one tap, also for a player who is signed out.
  mail: {
    href: ({ playerId, sessionId }) =>
      `/report-sign-in?token=${notMeToken(playerId, sessionId, new Date(uuidTime(sessionId)))}`,
  },
});
