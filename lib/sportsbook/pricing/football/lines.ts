import type { FootballScore } from "#lib/sportsbook/catalogue/schema.ts";
import { balancedLine, type Counts, type Distributions } from "./distributions.ts";
import type { FootballModel } from "./intensity.ts";

/** The lines that are offered, ascending. `handicap` is the home side's, on the final score of the whole match. */
export type FootballLines = {
  total: number[];
  asianTotal: number[];
  handicap: number[];
  homeTotal: number[];
  awayTotal: number[];
};

const ASIAN_REACH = 0.75;

const steps = (from: number, to: number, step: number): number[] => {
  const lines: number[] = [];
  for (let line = from; line <= to; line += step) lines.push(line);
  return lines;
};

// A Poisson count is above this half line about half the time: its median lies a third below its mean.
const evenHalfLine = (rate: number): number => Math.max(0.5, Math.round(rate - 1 / 6 - 0.5) + 0.5);

/**
 * Half lines from the first that is still open up to those offered before the match, or a little over the goals that stand:
 * an offered line leaves only by being passed.
 */
const halfLines = (rate: number, goals: number, reach: number): number[] => {
  const even = evenHalfLine(rate);
  const lowest = goals === 0 ? Math.max(0.5, even - reach) : goals + 0.5;
  return steps(lowest, Math.max(even + reach, goals + reach + 0.5), 1);
};

const around = (line: number): number[] => steps(line - ASIAN_REACH, line + ASIAN_REACH, 0.25);

/** Where an Asian line splits the final count evenly, given what stands and what is still to come. */
const evenAsian = (remaining: Counts, standing: number): number =>
  standing + balancedLine(remaining, remaining.from + 0.25);

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
  const evenTotal = home + away + balancedLine(remaining.total, 0.25);
  return {
    total: halfLines(model.homeRate + model.awayRate, home + away, 2),
    asianTotal: around(evenTotal).filter((line) => line > home + away && !isHalfLine(line)),
    handicap: around(evenAsian(remaining.difference, home - away))
      .map((line) => 0 - line)
      .reverse(),
    homeTotal: halfLines(model.homeRate, home, 1),
    awayTotal: halfLines(model.awayRate, away, 1),
  };
};

export const isHalfLine = (line: number): boolean => Math.abs(line % 1) === 0.5;
