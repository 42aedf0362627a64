import { z } from "zod";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { limitChanged } from "#lib/players/events.ts";
import { defineNotification } from "../definition.ts";

export const limitChangedNotification = defineNotification({
  name: "limit_changed",
  audience: "player",
  category: "security",
  channels: ["in-app"],
  events: [limitChanged],
  data: z.object({}),
  draft: (events) =>
    events.flatMap((event) => {
      const change = payloadOf(event, limitChanged);
      if (!change) return [];
      const { playerId, kind, period } = change;
      return [{ playerId, dedupeKey: `limit-changed:${kind}:${period}`, data: {} }];
    }),
  text: () => ({ variant: "changed", href: "/account/limits" }),
});
