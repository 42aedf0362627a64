import { specifiersOf } from "#lib/sportsbook/markets/schema.ts";
import type { HalfNumber } from "../halves.ts";
import { OUTCOME_KEYS } from "../markets.ts";
import type { FootballScore, Pair } from "../score.ts";
import { aboveLine, distributionsOf } from "./distributions.ts";
import { type Fair, resultOf } from "./fair.ts";
import type { ScoreGrid } from "./grid.ts";
import { leadsAtHalfTime, remainingHalves, secondHalfGoals } from "./halves.ts";
import type { FootballModel } from "./intensity.ts";
import { LIKELY_MAX } from "./lines.ts";

/** Lines of one half, the first three that are open and have two prices. */
const HALF_LINES = 3;

/** Result and totals of a half, from the goals that it has and those still to come in it. */
const ofHalf = (half: HalfNumber, goals: Pair, left: ScoreGrid): Fair[] => {
  const { difference, total } = distributionsOf(left);
  const scored = goals.home + goals.away;
  const lines: Fair[] = [];
  for (let line = scored + 0.5; lines.length < HALF_LINES; line += 1) {
    const over = aboveLine(total, line - scored);
    if (1 - over > LIKELY_MAX) break;
    if (over > LIKELY_MAX) continue;
    lines.push({
      marketType: "half_total",
      specifiers: specifiersOf({ half, total: line }),
      fair: [over, 1 - over],
    });
  }
  return [
    {
      marketType: "half_result",
      specifiers: specifiersOf({ half }),
      fair: resultOf(difference, goals.home - goals.away),
    },
    ...lines,
  ];
};

const halfTimeFullTime = (
  leads: ReadonlyMap<number, number>,
  resultFrom: (lead: number) => readonly number[],
): Fair => {
  const fair = new Map(OUTCOME_KEYS.half_time_full_time.map((key) => [key, 0]));
  const RESULT = OUTCOME_KEYS["1x2"];
  for (const [lead, probability] of leads) {
    const ahead = RESULT[1 - Math.sign(lead)];
    for (const [i, p] of resultFrom(lead).entries()) {
      const key = `${ahead}_${RESULT[i]}`;
      fair.set(key, (fair.get(key) ?? 0) + probability * p);
    }
  }
  return { marketType: "half_time_full_time", specifiers: "", fair: [...fair.values()] };
};

/**
 * The markets of the halves that are open on this score. In the second half only where the score at half-time is known.
 * @param left goals still to come in the match
 */
export const halfMarkets = (model: FootballModel, score: FootballScore, left: ScoreGrid): Fair[] => {
  const { goals } = score;
  const lead = goals.home - goals.away;
  const halves = remainingHalves(model, score);
  if (halves) {
    const first = halves.first();
    const leads = leadsAtHalfTime(first, lead);
    return [
      ...ofHalf(1, goals, first),
      ...ofHalf(2, { home: 0, away: 0 }, secondHalfGoals(halves, leads)),
      halfTimeFullTime(leads, halves.resultFrom),
    ];
  }
  const halfTime = score.halfTime ?? (score.phase === "half_time" ? goals : null);
  if (!halfTime) return [];
  const scored = { home: goals.home - halfTime.home, away: goals.away - halfTime.away };
  if (scored.home < 0 || scored.away < 0) return [];
  const { difference } = distributionsOf(left);
  return [
    ...ofHalf(2, scored, left),
    halfTimeFullTime(new Map([[halfTime.home - halfTime.away, 1]]), () => resultOf(difference, lead)),
  ];
};
