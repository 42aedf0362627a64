import type { Side } from "#lib/sportsbook/events/schema.ts";
import { at } from "#lib/sportsbook/pricing/index.ts";
import { ordinal, winners } from "../../results.ts";
import type { MarketRef, SportState, WeightedFinal } from "../../sport.ts";
import { halfTimes, ofHalves } from "../halves.ts";
import { goalSides } from "../incidents.ts";
import { OUTCOME_KEYS } from "../markets.ts";
import { isCount, resultsOf } from "../results.ts";
import type { FootballScore, Pair } from "../score.ts";
import { cardsLeft, cornersLeft } from "./count-markets.ts";
import { cell, homeFirstGrid, remainingGrid, type ScoreGrid } from "./grid.ts";
import { type Halves, remainingHalves } from "./halves.ts";
import type { FootballModel } from "./intensity.ts";

/** Cells that are less likely are left out. */
const NEGLIGIBLE = 1e-10;

type Cell = Pair & { probability: number };

const cellsOf = ({ size, cells }: ScoreGrid): Cell[] => {
  const kept: Cell[] = [];
  let total = 0;
  for (let home = 0; home < size; home += 1)
    for (let away = 0; away < size; away += 1) {
      const probability = at(cells, home * size + away);
      if (probability < NEGLIGIBLE) continue;
      total += probability;
      kept.push({ home, away, probability });
    }
  return kept.map((each) => ({ ...each, probability: each.probability / total }));
};

/** Who scored the numbered goal: one answer where that is known, several where it is not, "none" where it was not scored. */
const scorersOf = (
  number: number,
  known: { scored: number; before: readonly Side[]; first: Side | null; more: Pair },
): (Side | "none")[] => {
  const { scored, before, first, more } = known;
  if (number === scored + 1) return [first ?? "none"];
  if (number > scored + more.home + more.away) return ["none"];
  const side = before[number - 1];
  if (number <= scored) return side && before.length === scored ? [side] : ["home", "away"];
  return (["home", "away"] as const).filter((each) => more[each] > 0);
};

type End = { more: Pair; first: Side | null; halfTime: Pair | null; probability: number };

/** Ends by final score alone. */
const byScore = (model: FootballModel, score: FootballScore): End[] => {
  const grid = remainingGrid(model, score);
  const homeFirst = homeFirstGrid(model, score);
  return cellsOf(grid).flatMap((more) =>
    byFirst(more, cell(homeFirst, more.home, more.away) / cell(grid, more.home, more.away), {
      more,
      halfTime: score.halfTime,
      probability: more.probability,
    }),
  );
};

/** An end to which both sides add goals is two, by the side that scores first. */
const byFirst = (more: Pair, homeFirst: number, end: Omit<End, "first">): End[] => {
  if (more.home === 0 || more.away === 0)
    return [{ ...end, first: more.home > 0 ? "home" : more.away > 0 ? "away" : null }];
  return [
    { ...end, first: "home", probability: end.probability * homeFirst },
    { ...end, first: "away", probability: end.probability * (1 - homeFirst) },
  ];
};

/** Ends by the score at half-time too, while that is not known. */
const byHalves = (score: FootballScore, { first, second }: Halves): End[] => {
  const [grid, homeFirst] = [first(), first("home")];
  return cellsOf(grid).flatMap((before) => {
    const halfTime = { home: score.goals.home + before.home, away: score.goals.away + before.away };
    const lead = halfTime.home - halfTime.away;
    const later = second(lead);
    const goalless = before.home + before.away === 0;
    const laterHomeFirst = goalless ? second(lead, "home") : null;
    return cellsOf(later).flatMap((after) => {
      const probability = before.probability * after.probability;
      if (probability < NEGLIGIBLE) return [];
      const more = { home: before.home + after.home, away: before.away + after.away };
      const share = laterHomeFirst
        ? cell(laterHomeFirst, after.home, after.away) / cell(later, after.home, after.away)
        : cell(homeFirst, before.home, before.away) / cell(grid, before.home, before.away);
      const decided = before.home === 0 || before.away === 0;
      // One side alone has scored before half-time: that is the first.
      if (!goalless && decided)
        return [
          { more, halfTime, probability, first: before.home > 0 ? ("home" as const) : ("away" as const) },
        ];
      return byFirst(more, share, { more, halfTime, probability });
    });
  });
};

type CountEnd = { score: FootballScore; probability: number };

/** Ends of corners or cards: those that none of these markets tells apart are one. */
const countEnds = (
  grid: ScoreGrid,
  markets: readonly MarketRef[],
  endAt: (more: Pair) => FootballScore,
): CountEnd[] => {
  const ends = new Map<string, CountEnd>();
  for (const more of cellsOf(grid)) {
    const score = endAt(more);
    const key = JSON.stringify(markets.map((market) => resultsOf(market, score, [], true)));
    const known = ends.get(key);
    if (known) known.probability += more.probability;
    else ends.set(key, { score, probability: more.probability });
  }
  return [...ends.values()];
};

/** The corners and cards at the end, as far as these markets need them. */
const endsOfCounts = (
  model: FootballModel,
  score: FootballScore,
  markets: readonly MarketRef[],
): { corners: Pair; yellowCards: Pair; probability: number }[] => {
  const { corners, yellowCards } = score;
  const ofCorners = markets.filter(({ marketType }) => marketType.startsWith("corners_"));
  const ofCards = markets.filter(({ marketType }) => marketType === "cards_total");
  const plus = (count: Pair, more: Pair): Pair => ({
    home: count.home + more.home,
    away: count.away + more.away,
  });
  const cornerEnds: CountEnd[] =
    ofCorners.length === 0
      ? [{ score, probability: 1 }]
      : countEnds(cornersLeft(model, score), ofCorners, (more) => ({
          ...score,
          corners: plus(corners, more),
        }));
  const cardEnds: CountEnd[] =
    ofCards.length === 0
      ? [{ score, probability: 1 }]
      : countEnds(cardsLeft(model, score), ofCards, (more) => ({
          ...score,
          yellowCards: plus(yellowCards, more),
        }));
  return cornerEnds.flatMap((corner) =>
    cardEnds.map((card) => ({
      corners: corner.score.corners,
      yellowCards: card.score.yellowCards,
      probability: corner.probability * card.probability,
    })),
  );
};

/**
 * Every end that is still possible, from the process that the markets are priced from: final scores by the side that scores next, and by the
 * score at half-time where one of the markets needs it.
 */
export const footballOutlook = (
  { score, incidents }: SportState<FootballScore>,
  model: FootballModel,
  markets: readonly MarketRef[],
): WeightedFinal[] => {
  if (score.phase === "ended") return [];
  const halves = markets.some(({ marketType }) => ofHalves(marketType))
    ? remainingHalves(model, score)
    : null;
  const ends = halves ? byHalves(score, halves) : byScore(model, score);
  const mass = ends.reduce((total, { probability }) => total + probability, 0);
  const before = goalSides(incidents);
  const scored = score.goals.home + score.goals.away;
  const atHalfTime = score.phase === "half_time" ? score.goals : null;
  const counts = endsOfCounts(model, score, markets);
  return ends.flatMap(({ more, first, halfTime, probability }) => {
    const goals = { home: score.goals.home + more.home, away: score.goals.away + more.away };
    const final: FootballScore = { ...score, phase: "ended", goals, halfTime: halfTime ?? atHalfTime };
    return counts.map((count) => ({
      text: `${goals.home}–${goals.away}`,
      probability: (probability * count.probability) / mass,
      results: (market: MarketRef) => {
        if (isCount(market.marketType)) return [resultsOf(market, { ...final, ...count }, [], true) ?? []];
        if (market.marketType !== "next_goal") {
          const results = resultsOf(market, final, [], true);
          return results
            ? [results]
            : halfTimes(score, goals).map(
                (each) => resultsOf(market, { ...final, halfTime: each }, [], true) ?? [],
              );
        }
        const number = ordinal(market.specifiers, "goalnr");
        return scorersOf(number, { scored, before, first, more }).map((scorer) =>
          winners(OUTCOME_KEYS.next_goal, [scorer]),
        );
      },
    }));
  });
};
