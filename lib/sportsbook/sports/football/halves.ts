import { parseSpecifiers } from "#lib/sportsbook/markets/market-ids.ts";
import type { FootballScore, Pair } from "./score.ts";

export type HalfNumber = 1 | 2;
export type Leader = "home" | "draw" | "away";

export const leaderOf = ({ home, away }: Pair): Leader =>
  home > away ? "home" : home < away ? "away" : "draw";

/** @throws RangeError where the specifiers name no half */
export const halfOf = (specifiers: string): HalfNumber => {
  const { half } = parseSpecifiers(specifiers);
  if (half === "1") return 1;
  if (half === "2") return 2;
  throw new RangeError(`no half in "${specifiers}"`);
};

/** Whether the score at half-time decides a market of this type. */
export const ofHalves = (marketType: string): boolean =>
  marketType === "half_result" || marketType === "half_total" || marketType === "half_time_full_time";

/**
 * The goals of one half so far, and whether it is over; null where that is not known, as feeds may leave out the score at half-time.
 * @param final the score is that of full time
 */
export const halfGoals = (
  half: HalfNumber,
  { phase, goals, halfTime }: FootballScore,
  final: boolean,
): (Pair & { over: boolean }) | null => {
  if (halfTime)
    return half === 1
      ? { ...halfTime, over: true }
      : {
          home: Math.max(0, goals.home - halfTime.home),
          away: Math.max(0, goals.away - halfTime.away),
          over: final,
        };
  if (final || (phase !== "not_started" && phase !== "first_half")) return null;
  return half === 1 ? { ...goals, over: false } : { home: 0, away: 0, over: false };
};

/** The scores at half-time that may have led to this final score. */
export const halfTimes = (score: FootballScore, final: Pair): Pair[] => {
  if (score.halfTime) return [score.halfTime];
  const running = score.phase === "not_started" || score.phase === "first_half";
  const from = running ? score.goals : { home: 0, away: 0 };
  const pairs: Pair[] = [];
  for (let home = from.home; home <= final.home; home += 1)
    for (let away = from.away; away <= final.away; away += 1) pairs.push({ home, away });
  return pairs;
};
