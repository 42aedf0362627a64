import type { OutcomeResult } from "#lib/sportsbook/markets/schema.ts";
import { at } from "#lib/sportsbook/pricing/index.ts";
import { ordinal, refunded, winners } from "../../results.ts";
import { level, type Pair, plus } from "../../shared/pair.ts";
import { eachCell, type Grid } from "../../shared/pricing/grid.ts";
import {
  finalsOf,
  type LabelledEnd,
  mergedEnds,
  type OpenMarket,
  sameMarket,
} from "../../shared/pricing/labelled.ts";
import { evenSteps, fitted, samplerOf } from "../../shared/pricing/sample.ts";
import type { MarketRef, SportState, WeightedFinal } from "../../sport.ts";
import { type Parts, partOf, type Scope, scopeOf, winnerAt } from "../ends.ts";
import { basketballMarket, OUTCOME_KEYS } from "../markets.ts";
import type { BasketballModel } from "../model.ts";
import { basketballResults } from "../results.ts";
import { type BasketballScore, QUARTERS } from "../score.ts";
import { type Ahead, aheadOf, gameGrid, halfGrid, isOpenQuarter, quarterGrid } from "./ahead.ts";
import { withOvertime } from "./points.ts";
import { raceTo } from "./race.ts";

type Open = OpenMarket<Parts>;

const openMarket = (ref: MarketRef): Open => ({
  ref,
  keys: OUTCOME_KEYS[basketballMarket(ref.marketType)],
  winner: winnerAt(ref),
});

/** An end of which only one part is known, whose points are written into it. */
const onlyPart = (scope: Scope, part: number): { parts: Parts; points: Pair } => {
  const points = level();
  const own = (count: number) => Array.from({ length: count }, (_, i) => (i + 1 === part ? points : null));
  return {
    points,
    parts: {
      game: points,
      halves: scope === "half" ? own(2) : [],
      quarters: scope === "quarter" ? own(QUARTERS) : [],
    },
  };
};

const gridOf = (ahead: Ahead, scope: Scope, part: number): Grid => {
  if (scope === "half") return halfGrid(ahead, part);
  return scope === "quarter" ? quarterGrid(ahead, part) : gameGrid(ahead);
};

/** Markets that one part of the game decides. */
const endsOfPart = (ahead: Ahead, scope: Scope, part: number, markets: readonly Open[]): LabelledEnd[] =>
  mergedEnds(markets, (add) => {
    const { parts, points } = onlyPart(scope, part);
    eachCell(gridOf(ahead, scope, part), (home, away, probability) => {
      points.home = home;
      points.away = away;
      add(parts, probability);
    });
  });

/** Every combination of the ends of parts, with the labels back in the order of the markets. */
const combined = (count: number, parts: readonly { places: readonly number[]; ends: LabelledEnd[] }[]) =>
  parts.reduce<LabelledEnd[]>(
    (all, { places, ends }) =>
      all.flatMap((before) =>
        ends.map(({ labels, probability }) => {
          const both = [...before.labels];
          for (const [i, place] of places.entries()) both[place] = at(labels, i);
          return { labels: both, probability: before.probability * probability };
        }),
      ),
    [{ labels: Array.from({ length: count }, () => 0), probability: 1 }],
  );

const SAMPLES = 8192;

/** Whole games drawn evenly, period by period, where markets of several scopes meet. */
const sampledEnds = (ahead: Ahead, markets: readonly Open[]): LabelledEnd[] => {
  const samplers = Array.from({ length: QUARTERS }, (_, i) =>
    isOpenQuarter(ahead, i + 1) ? samplerOf(quarterGrid(ahead, i + 1)) : null,
  );
  const played = ahead.quarters.map(({ home, away }) => ({ home, away }));
  // In overtime the quarters are over, and what is left of it decides the game.
  const rest = samplers.every((each) => each === null) ? samplerOf(gameGrid(ahead)) : null;
  const overtime = samplerOf(
    withOvertime(ahead.model, { from: { home: 0, away: 0 }, rows: 1, columns: 1, cells: Float64Array.of(1) }),
  );
  const steps = evenSteps(QUARTERS + 1);
  return mergedEnds(markets, (add) => {
    for (let n = 0; n < SAMPLES; n += 1) {
      const u = (dimension: number): number => (0.5 + at(steps, dimension) * (n + 1)) % 1;
      const quarters = samplers.map((sampler, i) => sampler?.(u(i)) ?? (played[i] as Pair));
      const [one, two, three, four] = quarters as [Pair, Pair, Pair, Pair];
      const halves = [plus(one, two), plus(three, four)] as const;
      const regular = rest ? rest(u(0)) : plus(...halves);
      const game = regular.home === regular.away ? plus(regular, overtime(u(QUARTERS))) : regular;
      add({ game, halves, quarters }, 1);
    }
  });
};

const placesOf = (ahead: Ahead, markets: readonly Open[]) => {
  const groups = Map.groupBy(
    markets.map(({ ref }, place) => ({ place, scope: scopeOf(ref.marketType), part: partOf(ref) ?? 0 })),
    ({ scope, part }) => `${scope}${part}`,
  );
  return [...groups.values()].map((group) => {
    const places = group.map(({ place }) => place);
    const [{ scope, part }] = group as [(typeof group)[number]];
    const own = places.flatMap((place) => markets[place] ?? []);
    return { scope, places, own, ends: () => endsOfPart(ahead, scope, part, own) };
  });
};

const chancesOf = (ends: readonly LabelledEnd[], label: number, count: number): number[] => {
  const chances = Array.from({ length: count }, () => 0);
  for (const { labels, probability } of ends) {
    const key = at(labels, label);
    chances[key] = at(chances, key) + probability;
  }
  return chances;
};

/** Parts of one kind are independent of each other; where kinds meet, games are drawn and fitted to each market's own chances. */
const endsOf = (ahead: Ahead, markets: readonly Open[]): LabelledEnd[] => {
  const groups = placesOf(ahead, markets).map((group) => ({ ...group, ends: group.ends() }));
  if (new Set(groups.map(({ scope }) => scope)).size <= 1) return combined(markets.length, groups);
  const chances: number[][] = [];
  for (const { places, own, ends } of groups)
    for (const [i, place] of places.entries()) chances[place] = chancesOf(ends, i, own[i]?.keys.length ?? 0);
  return fitted(sampledEnds(ahead, markets), chances);
};

/** The ends of one race. */
const raceEnds = (ahead: Ahead, ref: MarketRef): WeightedFinal[] => {
  const keys = OUTCOME_KEYS.race_to;
  const { model, points, running, later, homeBall } = ahead;
  const race = raceTo(model, ordinal(ref.specifiers, "points"), points, running + later, homeBall);
  const end = (text: string, probability: number, results: OutcomeResult[]): WeightedFinal => ({
    text,
    probability,
    results: () => [results],
  });
  return [
    ...(["home", "away"] as const).map((key) => end(key, race[key], winners(keys, [key]))),
    end("", Math.max(0, 1 - race.home - race.away), refunded(keys)),
  ];
};

/**
 * The ends of a game as far as these markets tell them apart. A race says nothing of the rest of a game: beside other markets it stays
 * open. An abandoned game has no probability.
 */
export const basketballOutlook = (
  { score, incidents: all }: SportState<BasketballScore>,
  model: BasketballModel,
  markets: readonly MarketRef[],
): WeightedFinal[] => {
  const ahead = aheadOf(score, model);
  if (!ahead) return [];
  const state = { score, incidents: [...all] };
  const known = new Map(markets.map((ref) => [ref, basketballResults(ref, state, false)]));
  const undecided = markets.filter((ref) => !known.get(ref));
  const [first] = undecided;
  const decidedResults = (ref: MarketRef): OutcomeResult[] | null =>
    [...known].find(([each]) => sameMarket(each, ref))?.[1] ?? null;
  if (first?.marketType === "race_to" && undecided.every((ref) => sameMarket(ref, first)))
    return raceEnds(ahead, first).map((final) => ({
      ...final,
      results: (ref) => {
        const results = decidedResults(ref);
        return results ? [results] : final.results(ref);
      },
    }));
  const open = undecided.filter(({ marketType }) => marketType !== "race_to").map(openMarket);
  return finalsOf(
    endsOf(ahead, open),
    open,
    decidedResults,
    (marketType) => OUTCOME_KEYS[basketballMarket(marketType)],
  );
};
