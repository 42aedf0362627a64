import type { Money } from "#lib/core/money.ts";
import type { Gate, Unverified } from "../eligibility/gates.ts";
import { policyFor } from "../jurisdictions/index.ts";
import type { IdentityDeadline, IdentityLevel, JurisdictionPolicy } from "../jurisdictions/policy.ts";

/** The end of each verified level's validity in milliseconds of the Unix epoch; null without one. */
export type VerifiedLevels = Readonly<Record<string, number | null>>;

const CLOSED: Record<IdentityDeadline, readonly Gate[]> = {
  before_withdrawal: ["withdraw"],
  before_play: ["bet", "play", "withdraw"],
  before_deposit: ["deposit", "bet", "play", "withdraw"],
};
const ALL: readonly Gate[] = CLOSED.before_deposit;
const DAY_MS = 86_400_000;

/** The levels that the policy asks for and that are not verified at that moment. */
const missingLevels = (
  { identity }: Pick<JurisdictionPolicy, "identity">,
  verified: VerifiedLevels,
  nowMs: number,
): IdentityLevel[] =>
  identity.levels.filter((level) => {
    const until = verified[level];
    return until === undefined || (until !== null && until <= nowMs);
  });

/**
 * The gates that are closed to a player until the missing levels are verified. Pure.
 * @param openedMs when the account was opened
 */
const gatesClosed = (
  { identity }: Pick<JurisdictionPolicy, "identity">,
  missing: readonly IdentityLevel[],
  openedMs: number,
  nowMs: number,
): readonly Gate[] => {
  if (missing.length === 0) return [];
  const { days } = identity.unverified;
  return days !== null && openedMs + days * DAY_MS <= nowMs ? ALL : CLOSED[identity.by];
};

/** What the rules depend on. `openedMs` is when the account was opened. */
export type Verifiable = { country: string; verified: VerifiedLevels; openedMs: number };

/** What is missing of a player's identity by the policy of the country at that moment, and which gates that closes; null where nothing is. */
export const unverifiedOf = (
  { country, verified, openedMs }: Verifiable,
  nowMs: number,
): (Unverified & { depositsMax: Money | null }) | null => {
  const policy = policyFor(country, new Date(nowMs));
  const levels = missingLevels(policy, verified, nowMs);
  if (levels.length === 0) return null;
  return {
    levels,
    gates: gatesClosed(policy, levels, openedMs, nowMs),
    depositsMax: policy.identity.unverified.deposits,
  };
};
