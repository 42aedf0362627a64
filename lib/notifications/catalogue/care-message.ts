import { z } from "zod";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { careMessageSent } from "#lib/players/events.ts";
import { defineNotification } from "../definition.ts";

/** Staff wrote to a player about safer gambling, or proposed a limit. What they wrote is on the page that it leads to. */
export const careMessageNotification = defineNotification({
  name: "care_message",
  audience: "player",
  category: "security",
  channels: ["in-app"],
  events: [careMessageSent],
  data: z.object({ kind: z.enum(["limit_proposed", "message"]) }),
  draft: (events) =>
    events.flatMap((event) => {
      const sent = payloadOf(event, careMessageSent);
      if (!sent) return [];
      const { playerId, interactionId, wrote: kind } = sent;
      return [{ playerId, dedupeKey: `care:${interactionId}`, data: { kind } }];
    }),
  text: ({ kind }) => ({ variant: kind, href: "/account/activity" }),
});
