import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { betsRefer } from "../../permissions.ts";
import { offerReferral } from "../referrals/rule.ts";
import { OfferReferralInput, type OfferRefusal } from "../referrals/schema.ts";

/** Offers the player of a referred bet a lower stake, lower odds, or both. Its hold stays whole until the player has answered. */
export const offerReferralCommand = defineCommand({
  name: "bet.offer_referral",
  summary: "Offers a lower stake or lower odds for a bet that waits for a trader.",
  actor: "staff",
  permission: betsRefer,
  idempotency: "key",
  input: OfferReferralInput,
  refusals: { unknown_bet: 404, referral_ended: 409, offer_stands: 409, offer_invalid: 422 },
  audit: ({ betId }) => ({ subject: `bet:${betId}`, reason: null }),
  run: async ({
    input: { betId, stake, odds },
    actor,
    tx,
    onCommit,
  }): Promise<Outcome<null, OfferRefusal>> => {
    const offered = await offerReferral(tx, betId, actor.staffId, { stake, odds });
    if (!offered.ok) return offered;
    onCommit(scheduleRelay);
    return changed(null, {
      before: { offer: null },
      after: { offer: { stake, odds: odds?.toString() ?? null } },
    });
  },
});
