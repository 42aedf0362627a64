import type { Odds } from "#lib/core/odds.ts";
import type { BetKind } from "../schema.ts";
import type { FreeBetRefusal, FreeBetTerms } from "./schema.ts";

/** What the decision reads about the free bet that a slip names. */
export type FreeBetFacts = FreeBetTerms & {
  id: string;
  currency: string;
  amount: bigint;
  expiresAtMs: number;
  /** Reserved: by this very bet, while it is pending. Gone: another bet has used it, or it is over. */
  state: "available" | "reserved" | "gone";
};

type Bet = {
  kind: BetKind;
  currency: string;
  /** Of all lines together. */
  stake: bigint;
  odds: Odds;
  sports: readonly string[];
};

/** Why a bet cannot use this free bet, or null. A free bet is used whole. @param facts null if the player has no such free bet */
export const checkFreeBet = (facts: FreeBetFacts | null, bet: Bet, nowMs: number): FreeBetRefusal | null => {
  const refused = (
    reason: FreeBetRefusal["reason"],
    minimum: FreeBetRefusal["minimum"] = null,
  ): FreeBetRefusal => ({ code: "free_bet_unusable", reason, minimum });
  if (!facts || facts.state === "gone" || facts.currency !== bet.currency) return refused("gone");
  if (facts.state === "available" && facts.expiresAtMs <= nowMs) return refused("expired");
  if (bet.kind === "system") return refused("system");
  if (bet.stake !== facts.amount) return refused("stake");
  if (facts.kinds.length > 0 && !facts.kinds.includes(bet.kind)) return refused("kind");
  if (facts.sports.length > 0 && bet.sports.some((sport) => !facts.sports.includes(sport)))
    return refused("sport");
  return facts.minOdds !== null && bet.odds < facts.minOdds ? refused("odds", facts.minOdds) : null;
};
