import { z } from "zod";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { playerRecoveryCodesMade } from "#lib/players/events.ts";
import { defineNotification } from "../definition.ts";

/** Somebody with the player's session made new recovery codes. */
export const recoveryCodesMadeNotification = defineNotification({
  name: "recovery_codes_made",
  audience: "player",
  category: "security",
  channels: ["in-app", "mail"],
  events: [playerRecoveryCodesMade],
  data: z.object({}),
  draft: (events) =>
    events.flatMap((event) => {
      const changed = payloadOf(event, playerRecoveryCodesMade);
      if (!changed) return [];
      const { playerId, changeId } = changed;
      return [{ playerId, dedupeKey: `recovery-codes-made:${changeId}`, mailKey: changeId, data: {} }];
    }),
  text: () => ({ variant: "made", href: "/account/security" }),
  mail: {},
});
