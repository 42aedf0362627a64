import type { Outcome } from "#lib/platform/commands/define.ts";
import { defineCommand } from "#lib/players/index.ts";
import { resolveReferral, ruleReferral } from "../referrals/rule.ts";
import { AnswerReferralInput, type AnswerRefusal } from "../referrals/schema.ts";

/** Accepts or declines what a trader offers for a referred bet of the player. With a leg in play, acceptance waits the in-play delay. */
export const answerReferralCommand = defineCommand({
  name: "bet.answer_referral",
  summary: "Accepts or declines a trader's offer for a referred bet of the player.",
  actor: "player",
  gate: null,
  input: AnswerReferralInput,
  refusals: { unknown_bet: 404, referral_ended: 409, no_offer: 409 },
  run: async ({ input: { betId, accept }, actor, tx, onCommit }): Promise<Outcome<null, AnswerRefusal>> => {
    const ruling = accept ? "offer_accepted" : "offer_declined";
    const ruled = await ruleReferral(tx, betId, { playerId: actor.playerId }, ruling);
    if (ruled.ok) onCommit(() => resolveReferral(betId));
    return ruled;
  },
});
