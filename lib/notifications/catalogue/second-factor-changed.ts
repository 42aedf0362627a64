import { z } from "zod";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { playerSecondFactorChanged } from "#lib/players/events.ts";
import { defineNotification } from "../definition.ts";

/** Somebody with the player's session turned the authenticator app on or off. */
export const secondFactorChangedNotification = defineNotification({
  name: "second_factor_changed",
  audience: "player",
  category: "security",
  channels: ["in-app", "mail"],
  events: [playerSecondFactorChanged],
  data: z.object({ on: z.boolean() }),
  draft: (events) =>
    events.flatMap((event) => {
      const changed = payloadOf(event, playerSecondFactorChanged);
      if (!changed) return [];
      const { playerId, changeId, on } = changed;
      return [{ playerId, dedupeKey: "second-factor", mailKey: changeId, data: { on } }];
    }),
  text: ({ on }) => ({ variant: on ? "on" : "off", href: "/account/security" }),
  mail: {},
});
