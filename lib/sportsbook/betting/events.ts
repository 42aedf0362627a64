import { z } from "zod";
import { defineEvent } from "#lib/platform/messaging/event.ts";

type BetReference = { betId: string; playerId: string };

const BetReference = z.object({ betId: z.guid(), playerId: z.uuid() });

/** What followers of a bet receive: its id. They look up the rest, so that a late delivery never shows an old state. */
const shownToPlayerAndStaff = {
  audience: ["player", "staff"],
  toPlayer: ({ betId }: BetReference) => ({ betId }),
  toStaff: ({ betId }: BetReference) => `bet:${betId}`,
};

/** Accepted, at once or after its in-play delay. Written by `commit_bets`. */
export const betPlaced = defineEvent("bet.placed", BetReference, shownToPlayerAndStaff);

/** The in-play delay has begun. Written by `commit_bets`. */
export const betPending = defineEvent("bet.pending", BetReference, shownToPlayerAndStaff);

/** A trader or the player has ruled on a referred bet, or a trader made an offer. Written by `rule_referral`. */
export const betReferralChanged = defineEvent("bet.referral_changed", BetReference, shownToPlayerAndStaff);

const alsoNotified = {
  ...shownToPlayerAndStaff,
  audience: [...shownToPlayerAndStaff.audience, "notifications"],
};

/** Rejected after its in-play delay. Written by `refuse_pending_bet`. */
export const betRejected = defineEvent("bet.refused", BetReference.extend({ code: z.string() }), {
  ...alsoNotified,
  toPlayer: ({ betId, code }) => ({ betId, code }),
});

/** Settled for the first time. This and the two below are written by the settlement functions. */
export const betSettled = defineEvent("bet.settled", BetReference, alsoNotified);

/** Resettled: its result or its return is another one now. */
export const betResettled = defineEvent("bet.corrected", BetReference, alsoNotified);

/** Its settlement was rolled back: the bet is open again. */
export const betReopened = defineEvent("bet.reopened", BetReference, alsoNotified);

/** A player has another free bet, or one less. What settlement gives back is told by the events of its bet. */
export const freeBetsChanged = defineEvent("free_bet.changed", z.object({ playerId: z.guid() }), {
  audience: ["player", "staff"],
  toPlayer: () => ({}),
  toStaff: ({ playerId }) => `player:${playerId}`,
});

export const bettingEvents = [
  betPlaced,
  betPending,
  betReferralChanged,
  betRejected,
  betSettled,
  betResettled,
  betReopened,
  freeBetsChanged,
];
