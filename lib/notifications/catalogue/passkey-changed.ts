import { z } from "zod";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { playerPasskeyChanged } from "#lib/players/events.ts";
import { defineNotification } from "../definition.ts";

/** Somebody with the player's session added or removed a passkey. */
export const passkeyChangedNotification = defineNotification({
  name: "passkey_changed",
  audience: "player",
  category: "security",
  channels: ["in-app", "mail"],
  events: [playerPasskeyChanged],
  data: z.object({ added: z.boolean() }),
  draft: (events) =>
    events.flatMap((event) => {
      const changed = payloadOf(event, playerPasskeyChanged);
      if (!changed) return [];
      const { playerId, changeId, added } = changed;
      return [{ playerId, dedupeKey: `passkey:${changeId}`, mailKey: changeId, data: { added } }];
    }),
  text: ({ added }) => ({
    variant: added ? "added" : "removed",
    href: "/account/security",
  }),
  mail: {},
});
