import { type MarketPrice, specifiersOf } from "#lib/sportsbook/markets/schema.ts";
import { at, type FairMarket, offerMarket } from "#lib/sportsbook/pricing/index.ts";
import { type Counts, massAbove } from "../../shared/pricing/counts.ts";
import { eachCell, type Sums, sumsOf } from "../../shared/pricing/grid.ts";
import { halfLines } from "../../shared/pricing/lines.ts";
import type { PricingOptions } from "../../sport.ts";
import { type HockeyMarket, OUTCOME_KEYS } from "../markets.ts";
import type { HockeyModel } from "../model.ts";
import { type HockeyScore, PERIODS } from "../score.ts";
import { type Ahead, aheadOf, gameGrid, regulationGrid, steadyPeriod, thirdPeriod } from "./ahead.ts";

type Fair = FairMarket & { marketType: HockeyMarket };
type Specifiers = Readonly<Record<string, string | number>>;

const LINES = { game: { step: 1, reach: 3 }, part: { step: 1, reach: 2 } } as const;

const twoSided = (marketType: HockeyMarket, specifiers: Specifiers, first: number): Fair => ({
  marketType,
  specifiers: specifiersOf(specifiers),
  fair: [first, 1 - first],
});

const totals = (
  marketType: HockeyMarket,
  part: Specifiers,
  counts: Counts,
  place: keyof typeof LINES,
): Fair[] =>
  halfLines(counts, LINES[place]).map((total) =>
    twoSided(marketType, { ...part, total }, massAbove(counts, total)),
  );

const levelOf = ({ lead }: Sums): number => at(lead.mass, -lead.from);

const threeWay = (marketType: HockeyMarket, part: Specifiers, sums: Sums): Fair => {
  const [home, level] = [massAbove(sums.lead, 0), levelOf(sums)];
  return {
    marketType,
    specifiers: specifiersOf(part),
    fair: [home, level, Math.max(0, 1 - home - level)],
  };
};

const winningMargin = ({ lead }: Sums): Fair => {
  const exactly = (by: number): number => at(lead.mass, by - lead.from);
  const fair = [exactly(1), exactly(2), massAbove(lead, 2), exactly(-1), exactly(-2)];
  return {
    marketType: "winning_margin",
    specifiers: "",
    fair: [...fair, Math.max(0, 1 - fair.reduce((sum, p) => sum + p, 0))],
  };
};

const odd = ({ total: { from, mass } }: Sums): number =>
  mass.reduce((sum, p, i) => ((from + i) % 2 === 1 ? sum + p : sum), 0);

const gameMarkets = (sums: Sums): Fair[] => [
  twoSided("moneyline", {}, massAbove(sums.lead, 0)),
  ...halfLines(sums.lead, LINES.game)
    // No game ends level: half a goal either way is the moneyline.
    .filter((ahead) => Math.abs(ahead) > 1)
    .map((ahead) => twoSided("puck_line", { handicap: -ahead }, massAbove(sums.lead, ahead))),
  ...totals("total_goals", {}, sums.total, "game"),
  ...(["home", "away"] as const).flatMap((team) => totals("team_goals", { team }, sums[team], "part")),
  winningMargin(sums),
  twoSided("odd_even", {}, odd(sums)),
];

/** The third period over every lead that there may be before it. */
const thirdSums = (ahead: Ahead): { sums: Sums; probability: number }[] => {
  const leads = new Map<number, number>();
  const second = steadyPeriod(ahead, 2);
  eachCell(steadyPeriod(ahead, 1), (home1, away1, p1) =>
    eachCell(second, (home2, away2, p2) => {
      const lead = home1 + home2 - away1 - away2;
      leads.set(lead, (leads.get(lead) ?? 0) + p1 * p2);
    }),
  );
  return [...leads]
    .filter(([, probability]) => probability > 1e-9)
    .map(([lead, probability]) => ({ sums: sumsOf(thirdPeriod(ahead, lead)), probability }));
};

const mixCounts = (parts: readonly { counts: Counts; probability: number }[]): Counts => {
  const from = Math.min(...parts.map(({ counts }) => counts.from));
  const end = Math.max(...parts.map(({ counts }) => counts.from + counts.mass.length));
  const mass = new Float64Array(end - from);
  const whole = parts.reduce((sum, { probability }) => sum + probability, 0);
  for (const { counts, probability } of parts)
    counts.mass.forEach((p, i) => {
      mass[counts.from - from + i] = at(mass, counts.from - from + i) + (p * probability) / whole;
    });
  return { from, mass };
};

const periodSums = (ahead: Ahead, period: number): Sums => {
  if (period < PERIODS) return sumsOf(steadyPeriod(ahead, period));
  const parts = thirdSums(ahead);
  const mixed = (name: keyof Sums): Counts =>
    mixCounts(parts.map(({ sums, probability }) => ({ counts: sums[name], probability })));
  return { home: mixed("home"), away: mixed("away"), total: mixed("total"), lead: mixed("lead") };
};

/** The running period and the one after it. */
const periodMarkets = (ahead: Ahead): Fair[] =>
  [1, 2, 3]
    .filter((period) => (ahead.periods[period - 1]?.seconds ?? 0) > 0)
    .slice(0, 2)
    .flatMap((period) => {
      const sums = periodSums(ahead, period);
      return [
        threeWay("period_result", { period }, sums),
        ...totals("period_goals", { period }, sums.total, "part"),
      ];
    });

/**
 * Prices every ice hockey market that is open on this score; none once the game is over. Pure: the same score, model and options give the
 * same markets. Fair probabilities of a market sum to 1.
 */
export const priceHockey = (
  score: HockeyScore,
  model: HockeyModel,
  { margin }: PricingOptions,
): MarketPrice[] => {
  const ahead = aheadOf(score, model);
  if (!ahead) return [];
  const regulation = regulationGrid(ahead);
  const running = ahead.periods.some(({ seconds }) => seconds > 0);
  const afterThree = sumsOf(regulation);
  return [
    ...gameMarkets(sumsOf(gameGrid(ahead, regulation))),
    ...(running
      ? [
          threeWay("regulation_result", {}, afterThree),
          twoSided("overtime", {}, levelOf(afterThree)),
          ...periodMarkets(ahead),
        ]
      : []),
  ].map((fair) => offerMarket(fair, OUTCOME_KEYS[fair.marketType], margin));
};
