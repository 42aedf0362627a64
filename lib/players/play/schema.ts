import { z } from "zod";
import type { PlayStop } from "../eligibility/gates.ts";
import type { JurisdictionPolicy } from "../jurisdictions/policy.ts";
import type { LimitPeriod } from "../limits/schema.ts";

/** The intervals that players choose from, in minutes, as far as their jurisdiction allows. */
const CHECK_MINUTES = [10, 15, 20, 30, 45, 60, 90, 120] as const;

/** Zero switches it off where that is allowed. */
export const RealityCheckInput = z.object({ minutes: z.coerce.number().int().min(0).max(1_440) });
export type RealityCheckInput = z.output<typeof RealityCheckInput>;
export type RealityCheckRefusal = { code: "interval_not_offered" };

/** Play stops for some minutes after a check, and these are not over. */
export type AnswerCheckRefusal = { code: "break_not_over" };

/** The intervals that a policy offers, shortest first; 0 is none. */
export const checkIntervals = ({ realityCheck }: JurisdictionPolicy): number[] => [
  ...CHECK_MINUTES.filter((minutes) => minutes <= realityCheck.maxMinutes),
  ...(realityCheck.mayDisable ? [0] : []),
];

/**
 * The interval that applies: what the player chose if the policy offers it, else the policy's longest or an hour, whichever is shorter.
 * Null for no reality check.
 */
export const checkMinutes = (policy: JurisdictionPolicy, chosen: number | null): number | null => {
  const offered = checkIntervals(policy);
  const minutes =
    chosen !== null && offered.includes(chosen) ? chosen : Math.min(60, policy.realityCheck.maxMinutes);
  return minutes === 0 ? null : minutes;
};

/** What a player's pages show of the time on the site. Amounts are minor units as text. */
export type PlayView = {
  /** Of the running play session, in milliseconds; null where the player was not seen yet. */
  elapsedMs: number | null;
  /** What stops play next, or stops it now (0 ms). */
  stop: { reason: PlayStop; inMs: number } | null;
  /** How long the break lasts that the law puts after a reality check which is due. */
  breakMs: number;
  /** The limit on time that is reached, where that is what stops play: when there is time again (ISO 8601). */
  limit: { period: LimitPeriod; minutes: number; resetsAt: string } | null;
  /** Since the session began; null where the page need not show it. */
  totals: { staked: string; returned: string } | null;
  /** What the jurisdiction has every page show. */
  shows: { clock: boolean; netPosition: boolean };
};
