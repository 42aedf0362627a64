import type { Side } from "#lib/sportsbook/events/schema.ts";
import { at } from "#lib/sportsbook/pricing/index.ts";
import { ordinal, winners } from "../../results.ts";
import type { MarketRef, SportState, WeightedFinal } from "../../sport.ts";
import { goalSides } from "../incidents.ts";
import { OUTCOME_KEYS } from "../markets.ts";
import { resultsOf } from "../results.ts";
import type { FootballScore, Pair } from "../score.ts";
import { cell, homeFirstGrid, remainingGrid, type ScoreGrid } from "./grid.ts";
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

/**
 * Every final score that is still possible, from the grid that the markets are priced from; a score to which both sides add is two ends,
 * by the side that scores first.
 */
export const footballOutlook = (
  { score, incidents }: SportState<FootballScore>,
  model: FootballModel,
): WeightedFinal[] => {
  if (score.phase === "ended") return [];
  const grid = remainingGrid(model, score);
  const before = goalSides(incidents);
  const scored = score.goals.home + score.goals.away;
  const homeFirst = homeFirstGrid(model, score);

  const end = (more: Cell, first: Side | null, probability: number): WeightedFinal => {
    const goals = { home: score.goals.home + more.home, away: score.goals.away + more.away };
    const final: FootballScore = { ...score, phase: "ended", goals };
    return {
      text: `${goals.home}–${goals.away}`,
      probability,
      results: (market: MarketRef) => {
        if (market.marketType !== "next_goal") return [resultsOf(market, final, [], true) ?? []];
        const number = ordinal(market.specifiers, "goalnr");
        return scorersOf(number, { scored, before, first, more }).map((scorer) =>
          winners(OUTCOME_KEYS.next_goal, [scorer]),
        );
      },
    };
  };

  return cellsOf(grid).flatMap((more) => {
    if (more.home === 0 || more.away === 0)
      return [end(more, more.home > 0 ? "home" : more.away > 0 ? "away" : null, more.probability)];
    const home = cell(homeFirst, more.home, more.away) / cell(grid, more.home, more.away);
    return [end(more, "home", more.probability * home), end(more, "away", more.probability * (1 - home))];
  });
};
