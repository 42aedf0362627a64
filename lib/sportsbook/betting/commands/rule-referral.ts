import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { defineCommand } from "#lib/players/index.ts";
import { betsRefer } from "../../permissions.ts";
import { resolveReferral, ruleReferral } from "../referrals/rule.ts";
import { type ReferralRefusal, RuleReferralInput } from "../referrals/schema.ts";

/**
 * Takes a referred bet as it was sent, or refuses it. Price, market and player are checked again, only the limit is not. Of
 * two traders the first one's ruling stands.
 */
export const ruleReferralCommand = defineCommand({
  name: "bet.rule_referral",
  summary: "Takes or refuses a bet that waits for a trader.",
  actor: "staff",
  permission: betsRefer,
  idempotency: "key",
  input: RuleReferralInput,
  refusals: { unknown_bet: 404, referral_ended: 409 },
  audit: ({ betId }) => ({ subject: `bet:${betId}`, reason: null }),
  run: async ({ input: { betId, accept }, actor, tx, onCommit }): Promise<Outcome<null, ReferralRefusal>> => {
    const ruling = accept ? "accepted" : "refused";
    const ruled = await ruleReferral(tx, betId, { staffId: actor.staffId }, ruling);
    if (!ruled.ok) {
      const { refusal } = ruled;
      if (refusal.code === "no_offer") throw new Error("a trader's ruling needs no offer");
      return { ok: false, refusal };
    }
    onCommit(() => resolveReferral(betId));
    return changed(null, { before: { ruling: null }, after: { ruling } });
  },
});
