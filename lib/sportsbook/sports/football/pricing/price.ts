import type { Side } from "#lib/sportsbook/events/schema.ts";
import { type MarketPrice, type Specifiers, specifiersOf } from "#lib/sportsbook/markets/schema.ts";
import { at, offerMarket } from "#lib/sportsbook/pricing/index.ts";
import type { PricingOptions } from "../../sport.ts";
import { type FootballMarket, OUTCOME_KEYS } from "../markets.ts";
import type { FootballScore } from "../score.ts";
import { baseRates } from "./base-rates.ts";
import { countMarkets } from "./count-markets.ts";
import { aboveLine, type Distributions, distributionsOf } from "./distributions.ts";
import { type Fair, massAbove, resultOf } from "./fair.ts";
import { cell, remainingGrid, type ScoreGrid } from "./grid.ts";
import { halfMarkets } from "./half-markets.ts";
import { bentByCards, type FootballModel, leadFactor, type Rates } from "./intensity.ts";
import { type FootballLines, footballLines, LIKELY_MAX } from "./lines.ts";

/** `lines` replaces those that the model would choose; lines already decided are left out. */
export type FootballPricingOptions = PricingOptions & { lines?: Partial<FootballLines> };

/** What every market is derived from: the score that stands and what is still to come. */
type Outlook = { goals: FootballScore["goals"]; grid: ScoreGrid; left: Distributions; now: Rates };

const twoSided = (marketType: FootballMarket, specifiers: Specifiers, first: number): Fair => ({
  marketType,
  specifiers,
  fair: [first, 1 - first],
});

const resultMarkets = ({ goals, left }: Outlook): Fair[] => {
  const [home, draw, away] = resultOf(left.difference, goals.home - goals.away);
  return [
    { marketType: "1x2", specifiers: "", fair: [home, draw, away] },
    { marketType: "double_chance", specifiers: "", fair: [home + draw, home + away, draw + away] },
    twoSided("draw_no_bet", "", home / (home + away)),
  ];
};

const lineMarkets = ({ goals, left }: Outlook, lines: FootballLines): Fair[] => {
  const scored = goals.home + goals.away;
  const lead = goals.home - goals.away;
  const totals = (marketType: "total" | "asian_total", offered: readonly number[]): Fair[] =>
    offered
      .filter((total) => total > scored)
      .map((total) => twoSided(marketType, specifiersOf({ total }), aboveLine(left.total, total - scored)));
  const teamTotals = (team: Side, offered: readonly number[]): Fair[] =>
    offered
      .filter((total) => total > goals[team])
      .map((total) =>
        twoSided("team_total", specifiersOf({ team, total }), aboveLine(left[team], total - goals[team])),
      );
  return [
    ...totals("total", lines.total),
    ...totals("asian_total", lines.asianTotal),
    ...lines.handicap.map((handicap) =>
      twoSided("asian_handicap", specifiersOf({ handicap }), aboveLine(left.difference, -lead - handicap)),
    ),
    ...teamTotals("home", lines.homeTotal),
    ...teamTotals("away", lines.awayTotal),
  ];
};

const bothToScore = ({ goals, grid, left }: Outlook): Fair[] => {
  if (goals.home > 0 && goals.away > 0) return [];
  const homeBlank = goals.home > 0 ? 0 : at(left.home.mass, 0);
  const awayBlank = goals.away > 0 ? 0 : at(left.away.mass, 0);
  const bothBlank = goals.home + goals.away > 0 ? 0 : cell(grid, 0, 0);
  return [twoSided("both_to_score", "", 1 - homeBlank - awayBlank + bothBlank)];
};

const correctScore = ({ goals, grid }: Outlook): Fair[] => {
  if (goals.home > 4 || goals.away > 4) return [];
  const fair: number[] = [];
  let listed = 0;
  for (let home = 0; home <= 4; home += 1) {
    for (let away = 0; away <= 4; away += 1) {
      const p = cell(grid, home - goals.home, away - goals.away);
      fair.push(p);
      listed += p;
    }
  }
  fair.push(Math.max(0, 1 - listed));
  return [{ marketType: "correct_score", specifiers: "", fair }];
};

// Until the next goal falls the rates keep their proportion, in which the sides share it.
const nextGoal = ({ goals, grid, now }: Outlook): Fair => {
  const none = cell(grid, 0, 0);
  const home = ((1 - none) * now.home) / (now.home + now.away);
  return {
    marketType: "next_goal",
    specifiers: specifiersOf({ goalnr: goals.home + goals.away + 1 }),
    fair: [home, none, 1 - none - home],
  };
};

const ratesNow = (model: FootballModel, score: FootballScore): Rates => {
  const { home, away } = bentByCards(baseRates(model), score);
  const lead = score.goals.home - score.goals.away;
  return { home: home * leadFactor(lead), away: away * leadFactor(-lead) };
};

/** The other side does not score; closed once it has. */
const cleanSheets = ({ goals, left }: Outlook): Fair[] =>
  (["home", "away"] as const).flatMap((team) => {
    const other = team === "home" ? "away" : "home";
    return goals[other] > 0 ? [] : [twoSided("clean_sheet", specifiersOf({ team }), at(left[other].mass, 0))];
  });

const HANDICAPS = [-2, -1, 1, 2];

const handicapResults = ({ goals, left }: Outlook): Fair[] =>
  HANDICAPS.map(
    (handicap): Fair => ({
      marketType: "european_handicap",
      specifiers: specifiersOf({ handicap }),
      fair: resultOf(left.difference, goals.home - goals.away + handicap),
    }),
  ).filter(({ fair }) => fair.every((p) => p <= LIKELY_MAX));

/** Of the home side's lead at the end: as far as from −3 to 3, farther ones with these. */
const winningMargin = ({ goals, left }: Outlook): Fair => {
  const above = (lead: number): number => massAbove(left.difference, lead - goals.home + goals.away - 1);
  const exactly = (lead: number): number => Math.max(0, above(lead) - above(lead + 1));
  const fair = [exactly(1), exactly(2), above(3), exactly(0), exactly(-1), exactly(-2)];
  return {
    marketType: "winning_margin",
    specifiers: "",
    fair: [...fair, Math.max(0, 1 - fair.reduce((total, p) => total + p, 0))],
  };
};

const oddEven = ({ goals, left }: Outlook): Fair => {
  let odd = 0;
  left.total.mass.forEach((p, more) => {
    if ((goals.home + goals.away + more) % 2 === 1) odd += p;
  });
  return twoSided("odd_even", "", odd);
};

/**
 * The fair side of every market that is open on this score. The probabilities of a market sum to 1, of double chance to 2.
 * Where money can come back (draw no bet, whole and quarter lines) a probability is 1/(fair odds): see `aboveLine`.
 */
const fairFootball = (
  score: FootballScore,
  model: FootballModel,
  chosen: Partial<FootballLines> = {},
): Fair[] => {
  if (score.phase === "ended") return [];
  const grid = remainingGrid(model, score);
  const left = distributionsOf(grid);
  const outlook: Outlook = { goals: score.goals, grid, left, now: ratesNow(model, score) };
  return [
    ...resultMarkets(outlook),
    ...lineMarkets(outlook, { ...footballLines(model, score, left), ...chosen }),
    ...bothToScore(outlook),
    ...correctScore(outlook),
    nextGoal(outlook),
    ...cleanSheets(outlook),
    ...halfMarkets(model, score, grid),
    ...handicapResults(outlook),
    winningMargin(outlook),
    oddEven(outlook),
    ...countMarkets(model, score),
  ];
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
  { margin, lines }: FootballPricingOptions,
): MarketPrice[] =>
  fairFootball(score, model, lines).map((fair) => offerMarket(fair, OUTCOME_KEYS[fair.marketType], margin));
