import { z } from "zod";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { playerExcluded, playerReturnAsked } from "#lib/players/events.ts";
import { EXCLUSION_KINDS } from "#lib/players/schema.ts";
import { defineNotification } from "../definition.ts";

const Data = z.object({ variant: z.enum([...EXCLUSION_KINDS, "return"]) });

/** A player was excluded, or has asked to return. What it is until when stands on the page that it leads to. */
export const exclusionNotification = defineNotification({
  name: "exclusion",
  audience: "player",
  category: "security",
  channels: ["in-app"],
  events: [playerExcluded, playerReturnAsked],
  data: Data,
  draft: (events) =>
    events.flatMap((event) => {
      const excluded = payloadOf(event, playerExcluded);
      const asked = payloadOf(event, playerReturnAsked);
      const playerId = excluded?.playerId ?? asked?.playerId;
      const variant: z.output<typeof Data>["variant"] = excluded?.kind ?? "return";
      return playerId ? [{ playerId, dedupeKey: "exclusion", data: { variant } }] : [];
    }),
  text: ({ variant }) => ({ variant, href: "/account/safer-gambling" }),
});
