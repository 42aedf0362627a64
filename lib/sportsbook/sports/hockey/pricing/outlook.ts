import { level, type Pair, plus } from "../../shared/pair.ts";
import { eachCell, type Grid } from "../../shared/pricing/grid.ts";
import {
  finalsOf,
  type LabelledEnd,
  mergedEnds,
  type OpenMarket,
  sameMarket,
} from "../../shared/pricing/labelled.ts";
import type { MarketRef, SportState, WeightedFinal } from "../../sport.ts";
import { type Parts, periodOf, scopeOf, winnerAt } from "../ends.ts";
import { hockeyMarket, OUTCOME_KEYS } from "../markets.ts";
import type { HockeyModel } from "../model.ts";
import { hockeyResults } from "../results.ts";
import { type HockeyScore, PERIODS } from "../score.ts";
import { type Ahead, aheadOf, gameGrid, regulationGrid, steadyPeriod, thirdPeriod } from "./ahead.ts";

type Add = (parts: Parts, weight: number) => void;

/** Less likely ends of the parts of a game are left out. */
const NEGLIGIBLE = 1e-12;

/** A level game is two ends, by who wins it. */
const addEnd = (
  ahead: Ahead,
  add: Add,
  regulation: Pair,
  periods: Parts["periods"],
  weight: number,
): void => {
  if (regulation.home !== regulation.away) {
    add({ game: regulation, regulation, periods }, weight);
    return;
  }
  const { homeWinsLevel } = ahead;
  const after = (home: number) => ({ home: regulation.home + home, away: regulation.away + 1 - home });
  add({ game: after(1), regulation, periods }, weight * homeWinsLevel);
  add({ game: after(0), regulation, periods }, weight * (1 - homeWinsLevel));
};

/** A period with what wins the markets that it decides. */
type Played = { goals: Pair; label: string; probability: number };

const playedPeriod = (ahead: Ahead, period: number, markets: readonly OpenMarket<Parts>[]): Played[] => {
  const own = markets.filter(({ ref }) => periodOf(ref) === period);
  const played: Played[] = [];
  eachCell(steadyPeriod(ahead, period), (home, away, probability) => {
    const goals = { home, away };
    const parts = { game: goals, regulation: goals, periods: [goals, goals, goals] };
    played.push({ goals, label: own.map(({ winner }) => winner(parts)).join(), probability });
  });
  return played;
};

type Start = { periods: readonly [Pair, Pair]; score: Pair; probability: number };

/** Two periods: those with the same score that no market tells apart are one. */
const startsOf = (ahead: Ahead, markets: readonly OpenMarket<Parts>[]): Start[] => {
  const starts = new Map<string, Start>();
  const second = playedPeriod(ahead, 2, markets);
  for (const one of playedPeriod(ahead, 1, markets))
    for (const two of second) {
      const probability = one.probability * two.probability;
      if (probability < NEGLIGIBLE) continue;
      const score = plus(one.goals, two.goals);
      const key = `${score.home}-${score.away}:${one.label}:${two.label}`;
      const known = starts.get(key);
      if (known) known.probability += probability;
      else starts.set(key, { periods: [one.goals, two.goals], score, probability });
    }
  return [...starts.values()];
};

/** Period by period, as the third depends on the lead before it. */
const byPeriods = (ahead: Ahead, markets: readonly OpenMarket<Parts>[], add: Add): void => {
  const thirds = new Map<number, Grid>();
  const third = (lead: number): Grid => {
    const grid = thirds.get(lead) ?? thirdPeriod(ahead, lead);
    thirds.set(lead, grid);
    return grid;
  };
  for (const { periods, score, probability } of startsOf(ahead, markets))
    eachCell(third(score.home - score.away), (home, away, p) => {
      if (probability * p < NEGLIGIBLE) return;
      const last = { home, away };
      addEnd(ahead, add, plus(score, last), [...periods, last], probability * p);
    });
};

const endsOf = (ahead: Ahead, markets: readonly OpenMarket<Parts>[]): LabelledEnd[] => {
  const scopes = new Set(markets.map(({ ref }) => scopeOf(ref.marketType)));
  const periods = new Set(markets.map(({ ref }) => periodOf(ref)));
  const [only] = [...periods];
  return mergedEnds(markets, (add) => {
    if (!scopes.has("period"))
      eachCell(scopes.has("regulation") ? regulationGrid(ahead) : gameGrid(ahead), (home, away, p) =>
        scopes.has("regulation")
          ? addEnd(ahead, add, { home, away }, [], p)
          : add({ game: { home, away }, regulation: level(), periods: [] }, p),
      );
    else if (periods.size === 1 && only && only < PERIODS)
      eachCell(steadyPeriod(ahead, only), (home, away, p) => {
        const known = [1, 2, 3].map((period) => (period === only ? { home, away } : null));
        add({ game: level(), regulation: level(), periods: known }, p);
      });
    else byPeriods(ahead, markets, add);
  });
};

/** The ends of a game as far as these markets tell them apart. An abandoned game has no probability. */
export const hockeyOutlook = (
  { score, incidents: all }: SportState<HockeyScore>,
  model: HockeyModel,
  markets: readonly MarketRef[],
): WeightedFinal[] => {
  const ahead = aheadOf(score, model);
  if (!ahead) return [];
  const state = { score, incidents: [...all] };
  const known = markets.map((ref) => ({ ref, results: hockeyResults(ref, state, false) }));
  const open = known
    .filter(({ results }) => !results)
    .map(({ ref }) => ({ ref, keys: OUTCOME_KEYS[hockeyMarket(ref.marketType)], winner: winnerAt(ref) }));
  return finalsOf(
    endsOf(ahead, open),
    open,
    (ref) => known.find((each) => sameMarket(each.ref, ref))?.results ?? null,
    (marketType) => OUTCOME_KEYS[hockeyMarket(marketType)],
  );
};
