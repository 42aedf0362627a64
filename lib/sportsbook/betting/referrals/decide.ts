import type { BetRefusal, Slip } from "../schema.ts";
import type { ReferralFacts, ReferralOffer } from "./schema.ts";

/** In place of a limit that a trader decides about: above every sum of stakes or payouts. */
export const WAIVED = 10n ** 18n;

const REFERABLE: readonly BetRefusal["code"][] = [
  "stake_above_limit",
  "player_limit",
  "risk_limit",
  "combination_limit",
];

/**
 * Whether a trader may take what this refuses: a limit of the operator's on stakes and liability. Never one that the player
 * has set, nor the maximum payout, which the rules promise.
 */
export const isReferable = ({ code }: BetRefusal): boolean => REFERABLE.includes(code);

/** The largest stake of a line that a refusal names, 0 for none. */
export const maximumStakeOf = (refusal: BetRefusal): bigint =>
  "maximumStake" in refusal
    ? refusal.maximumStake
    : refusal.code === "stake_above_limit"
      ? refusal.maximum
      : 0n;

const ENDS = {
  refused: "referral_refused",
  timed_out: "referral_timed_out",
  offer_declined: "referral_declined",
} as const;

/** The refusal of a referred bet that nobody took, or null. */
export const endedReferral = ({ ruling, maximumStake }: ReferralFacts): BetRefusal | null =>
  ruling === "accepted" || ruling === "offer_accepted" ? null : { code: ENDS[ruling], maximumStake };

/** The slip at the stake and odds of an offer that its player accepted. */
export const withOffer = (slip: Slip, offer: ReferralOffer | null): Slip => {
  if (!offer) return slip;
  const legs = slip.legs.map((leg, index) =>
    index === 0 && offer.odds !== null ? { ...leg, odds: offer.odds } : leg,
  );
  return { ...slip, stake: offer.stake, legs };
};
