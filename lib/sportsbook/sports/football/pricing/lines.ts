import { recent } from "../../recent.ts";
import { type FootballScore, footballKickOff } from "../score.ts";
import { modelKey } from "./base-rates.ts";
import {
  aboveLine,
  balancedLine,
  type Counts,
  type Distributions,
  distributionsOf,
} from "./distributions.ts";
import { remainingGrid } from "./grid.ts";
import type { FootballModel } from "./intensity.ts";

/** The lines that are offered, ascending. `handicap` is the home side's, on the final score of the whole match. */
export type FootballLines = {
  total: number[];
  asianTotal: number[];
  handicap: number[];
  homeTotal: number[];
  awayTotal: number[];
};

/** Eleven lines at most: the even one and five on either side. */
const REACH = 5;
/** A side that is likelier would be fair below the lowest price, and a line has two sides. */
export const LIKELY_MAX = 0.9895;

const steps = (from: number, to: number, step: number): number[] => {
  const lines: number[] = [];
  for (let line = from; line <= to; line += step) lines.push(line);
  return lines;
};

// The median of a count of goals lies about a third below its mean.
const evenHalfLine = (mean: number): number => Math.max(0.5, Math.round(mean - 1 / 6 - 0.5) + 0.5);

/** The half lines around the even one of which both sides have a price. */
const pricedHalfLines = ({ mass }: Counts, mean: number): number[] => {
  const even = evenHalfLine(mean);
  const lines: number[] = [];
  let under = 0;
  for (let goals = 0; goals + 0.5 <= even + REACH; goals += 1) {
    under += mass[goals] ?? 0;
    if (under > LIKELY_MAX) break;
    if (1 - under <= LIKELY_MAX && goals + 0.5 >= even - REACH) lines.push(goals + 0.5);
  }
  return lines;
};

/**
 * Half lines from the first that is still open up to those offered before the match, or a little over the goals that stand:
 * an offered line leaves only by being passed.
 */
const halfLines = (before: readonly number[], goals: number, reach: number): number[] => {
  const [lowest, highest] = [before[0] ?? 0.5, before.at(-1) ?? 0.5];
  return goals === 0
    ? steps(lowest, highest, 1)
    : steps(goals + 0.5, Math.max(highest, goals + reach + 0.5), 1);
};

type HalfLines = { total: number[]; home: number[]; away: number[] };

const beforeMatch = recent<HalfLines>(1000);

const halfLinesBefore = (model: FootballModel): HalfLines =>
  beforeMatch(modelKey(model), () => {
    const { total, home, away } = distributionsOf(remainingGrid(model, footballKickOff()));
    const { homeRate, awayRate } = model;
    return {
      total: pricedHalfLines(total, homeRate + awayRate),
      home: pricedHalfLines(home, homeRate),
      away: pricedHalfLines(away, awayRate),
    };
  });

/** Quarter lines around the even one of which both sides have a price now. */
const around = (counts: Counts, even: number): number[] =>
  steps(even - REACH / 4, even + REACH / 4, 0.25).filter((line) => {
    const above = aboveLine(counts, line);
    return above <= LIKELY_MAX && 1 - above <= LIKELY_MAX;
  });

/**
 * The lines of a match as a function of model and score alone. Half lines are those of the pre-match model until they are
 * passed. Asian lines stand in quarters around the line that is even now: within a goalless stretch that line only
 * moves one way, so a line that has left does not flicker.
 */
export const footballLines = (
  model: FootballModel,
  score: FootballScore,
  remaining: Distributions,
): FootballLines => {
  const { home, away } = score.goals;
  const before = halfLinesBefore(model);
  const evenTotal = balancedLine(remaining.total, 0.25);
  const evenLead = balancedLine(remaining.difference, remaining.difference.from + 0.25);
  return {
    total: halfLines(before.total, home + away, 2),
    asianTotal: around(remaining.total, evenTotal)
      .filter((line) => line > 0 && !isHalfLine(line))
      .map((line) => home + away + line),
    handicap: around(remaining.difference, evenLead)
      .map((line) => away - home - line)
      .reverse(),
    homeTotal: halfLines(before.home, home, 1),
    awayTotal: halfLines(before.away, away, 1),
  };
};

export const isHalfLine = (line: number): boolean => Math.abs(line % 1) === 0.5;
