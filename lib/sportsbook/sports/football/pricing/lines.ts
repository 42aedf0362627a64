import { at } from "#lib/sportsbook/pricing/index.ts";
import type { FootballScore } from "../score.ts";
import { aboveLine, balancedLine, type Counts, type Distributions } from "./distributions.ts";
import { admissibleRho } from "./dixon-coles.ts";
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
const LIKELY_MAX = 0.9895;

const steps = (from: number, to: number, step: number): number[] => {
  const lines: number[] = [];
  for (let line = from; line <= to; line += step) lines.push(line);
  return lines;
};

// A Poisson count is above this half line about half the time: its median lies a third below its mean.
const evenHalfLine = (rate: number): number => Math.max(0.5, Math.round(rate - 1 / 6 - 0.5) + 0.5);

/**
 * The half lines around the even one of which both sides have a price before the match. Dixon and Coles' τ takes λμρ from
 * the Poisson mass of no goal and of two goals, and gives both to one goal.
 */
const pricedHalfLines = (rate: number, dependence: number): number[] => {
  const even = evenHalfLine(rate);
  const lines: number[] = [];
  let mass = Math.exp(-rate);
  let below = mass;
  const moved = [-mass * dependence, mass * dependence];
  for (let goals = 0; goals + 0.5 <= even + REACH; goals += 1) {
    const under = below + at(moved, goals);
    if (under > LIKELY_MAX) break;
    if (1 - under <= LIKELY_MAX && goals + 0.5 >= even - REACH) lines.push(goals + 0.5);
    mass *= rate / (goals + 1);
    below += mass;
  }
  return lines;
};

/**
 * Half lines from the first that is still open up to those offered before the match, or a little over the goals that stand:
 * an offered line leaves only by being passed.
 */
const halfLines = (rate: number, goals: number, reach: number, dependence = 0): number[] => {
  const before = pricedHalfLines(rate, dependence);
  const [lowest, highest] = [before[0] ?? 0.5, before.at(-1) ?? 0.5];
  return goals === 0
    ? steps(lowest, highest, 1)
    : steps(goals + 0.5, Math.max(highest, goals + reach + 0.5), 1);
};

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
  const { homeRate, awayRate, rho } = model;
  const dependence = homeRate * awayRate * admissibleRho(homeRate, awayRate, rho);
  const evenTotal = balancedLine(remaining.total, 0.25);
  const evenLead = balancedLine(remaining.difference, remaining.difference.from + 0.25);
  return {
    total: halfLines(homeRate + awayRate, home + away, 2, dependence),
    asianTotal: around(remaining.total, evenTotal)
      .filter((line) => line > 0 && !isHalfLine(line))
      .map((line) => home + away + line),
    handicap: around(remaining.difference, evenLead)
      .map((line) => away - home - line)
      .reverse(),
    homeTotal: halfLines(homeRate, home, 1),
    awayTotal: halfLines(awayRate, away, 1),
  };
};

export const isHalfLine = (line: number): boolean => Math.abs(line % 1) === 0.5;
