import type { FootballScore } from "#lib/sportsbook/catalogue/schema.ts";
import {
  type FootballTemplate,
  MARKET_STATUS,
  type MarketPrice,
  type Specifiers,
  specifiersOf,
} from "#lib/sportsbook/markets/schema.ts";
import { offeredOdds } from "../ladder.ts";
import { applyMargin, type MarginMethod } from "../margin.ts";
import { at } from "../numeric.ts";
import { aboveLine, type Counts, distributionsOf } from "./distributions.ts";
import { cell, remainingGrid, type ScoreGrid } from "./grid.ts";
import { type FootballModel, remainingRates } from "./intensity.ts";
import { type FootballLines, footballLines } from "./lines.ts";
import { OUTCOME_KEYS } from "./outcomes.ts";

/** How much over fair each template is sold, and by which method: 1.05 is a book of 105 %. */
export type MarginPolicy = { method: MarginMethod; overround: Readonly<Record<FootballTemplate, number>> };

export const DEFAULT_MARGIN: MarginPolicy = {
  method: "power",
  overround: {
    "1x2": 1.05,
    double_chance: 1.05,
    draw_no_bet: 1.05,
    total: 1.05,
    asian_total: 1.035,
    asian_handicap: 1.035,
    both_to_score: 1.055,
    correct_score: 1.2,
    team_total: 1.07,
    next_goal: 1.07,
  },
};

export type PricingOptions = {
  margin: MarginPolicy;
  /** Replaces the lines that the model would choose; those already decided are left out. */
  lines?: Partial<FootballLines>;
};

type Fair = { template: FootballTemplate; specifiers: Specifiers; fair: number[] };

const massAbove = ({ from, mass }: Counts, bound: number): number => {
  let total = 0;
  for (let i = Math.max(0, bound + 1 - from); i < mass.length; i += 1) total += at(mass, i);
  return total;
};

const correctScore = (grid: ScoreGrid, { home, away }: FootballScore["goals"]): number[] => {
  const fair: number[] = [];
  let listed = 0;
  for (let h = 0; h <= 4; h += 1) {
    for (let a = 0; a <= 4; a += 1) {
      const p = cell(grid, h - home, a - away);
      fair.push(p);
      listed += p;
    }
  }
  fair.push(Math.max(0, 1 - listed));
  return fair;
};

/**
 * The fair side of every market that is open on this score. The probabilities of a market sum to 1, of double chance to 2.
 * Where money can come back (draw no bet, whole and quarter lines) a probability is 1/(fair odds): see `aboveLine`.
 */
export const fairFootball = (
  score: FootballScore,
  model: FootballModel,
  chosen: Partial<FootballLines> = {},
): Fair[] => {
  if (score.phase === "ended") return [];
  const { goals } = score;
  const standing = goals.home + goals.away;
  const grid = remainingGrid(model, score);
  const left = distributionsOf(grid);
  const lines = { ...footballLines(model, score, left), ...chosen };
  const markets: Fair[] = [];
  const add = (template: FootballTemplate, specifiers: Specifiers, fair: number[]): void => {
    markets.push({ template, specifiers, fair });
  };
  const twoSided = (template: FootballTemplate, specifiers: Specifiers, first: number): void => {
    if (first >= 0 && first <= 1) add(template, specifiers, [first, 1 - first]);
  };

  const lead = goals.home - goals.away;
  const home = massAbove(left.difference, -lead);
  const away = Math.max(0, 1 - massAbove(left.difference, -lead - 1));
  const draw = Math.max(0, 1 - home - away);
  add("1x2", "", [home, draw, away]);
  add("double_chance", "", [home + draw, home + away, draw + away]);
  twoSided("draw_no_bet", "", home / (home + away));

  for (const total of lines.total) {
    if (total > standing) twoSided("total", specifiersOf({ total }), aboveLine(left.total, total - standing));
  }
  for (const total of lines.asianTotal) {
    if (total > standing) {
      twoSided("asian_total", specifiersOf({ total }), aboveLine(left.total, total - standing));
    }
  }
  for (const handicap of lines.handicap) {
    twoSided("asian_handicap", specifiersOf({ handicap }), aboveLine(left.difference, -lead - handicap));
  }
  if (goals.home === 0 || goals.away === 0) {
    const homeBlank = goals.home > 0 ? 0 : at(left.home.mass, 0);
    const awayBlank = goals.away > 0 ? 0 : at(left.away.mass, 0);
    const bothBlank = goals.home + goals.away > 0 ? 0 : cell(grid, 0, 0);
    twoSided("both_to_score", "", 1 - homeBlank - awayBlank + bothBlank);
  }
  if (goals.home <= 4 && goals.away <= 4) add("correct_score", "", correctScore(grid, goals));
  for (const team of ["home", "away"] as const) {
    for (const total of team === "home" ? lines.homeTotal : lines.awayTotal) {
      if (total > goals[team]) {
        twoSided("team_total", specifiersOf({ team, total }), aboveLine(left[team], total - goals[team]));
      }
    }
  }
  const none = cell(grid, 0, 0);
  const rates = remainingRates(model, score);
  const toHome = ((1 - none) * rates.home) / (rates.home + rates.away);
  add("next_goal", specifiersOf({ goalnr: standing + 1 }), [toHome, none, 1 - none - toHome]);
  return markets;
};

/** A market with fewer than two sides to bet on is not a market: it is priced, but inactive. */
const SIDES_MIN = 2;

const offer = ({ template, specifiers, fair }: Fair, margin: MarginPolicy): MarketPrice => {
  const inverse = applyMargin(fair, margin.method, margin.overround[template]);
  let sides = 0;
  const outcomes = OUTCOME_KEYS[template].map((key, position) => {
    const probability = at(fair, position);
    const odds = offeredOdds(probability, at(inverse, position));
    if (odds !== null) sides += 1;
    return { key, position, odds, probability, active: odds !== null };
  });
  return {
    template,
    specifiers,
    status: sides < SIDES_MIN ? MARKET_STATUS.inactive : MARKET_STATUS.active,
    outcomes,
  };
};

/**
 * Prices every football market that is still open on this score; none once the match has ended. Pure: the same score,
 * model and options give the same markets, and a market that is no longer returned is no longer offered (decided, or its
 * line left the board). `probability` is fair, and 1/(fair odds) where money can come back, so that at fair odds a stake
 * returns itself in expectation; `odds` carry the margin and stand on the price ladder, null where nothing is offered.
 */
export const priceFootball = (
  score: FootballScore,
  model: FootballModel,
  { margin, lines }: PricingOptions,
): MarketPrice[] => fairFootball(score, model, lines).map((fair) => offer(fair, margin));
