import { z } from "zod";
import { defineEvent } from "#lib/platform/messaging/event.ts";

const MarketReference = z.object({
  marketId: z.string(),
  eventId: z.string(),
  settlementVersion: z.int().positive(),
});

/** A market has its first effective result, or was cancelled. Written with the settlement entry. */
export const marketSettled = defineEvent("market.settled", MarketReference, { audience: ["settlement"] });

/** A market's effective result has changed. */
export const marketResettled = defineEvent("market.corrected", MarketReference, { audience: ["settlement"] });

export const settlementEvents = [marketSettled, marketResettled];
