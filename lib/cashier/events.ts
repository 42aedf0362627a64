import { z } from "zod";
import { defineEvent } from "#lib/platform/messaging/event.ts";

export const depositCompleted = defineEvent(
  "deposit.completed",
  z.object({
    depositId: z.guid(),
    playerId: z.guid(),
    provider: z.string(),
    /** Minor units in decimal text. */
    amount: z.string().regex(/^\d+$/),
    currency: z.string(),
  }),
  {
    audience: ["player", "staff", "notifications"],
    toPlayer: ({ depositId }) => ({ depositId }),
    toStaff: ({ playerId }) => `player:${playerId}`,
  },
);

export const cashierEvents = [depositCompleted];
