import { describe, expect, it } from "vitest";
import { seededRandom } from "#lib/core/random.ts";
import type { IncidentKind } from "../incidents.ts";
import { cardsLeft, cornersLeft } from "../pricing/count-markets.ts";
import { distributionsOf } from "../pricing/distributions.ts";
import { cell, finalGrid, type ScoreGrid } from "../pricing/grid.ts";
import { footballKickOff } from "../score.ts";
import { generateMatch } from "./generate-match.ts";
import { lengthOf, playMatch } from "./timeline.ts";

const MATCHES = 2000;

describe("2,000 generated matches", () => {
  const model = { homeRate: 1.55, awayRate: 1.15 };
  const played = Array.from({ length: MATCHES }, (_, i) => {
    const timeline = generateMatch(seededRandom(`statistics:${i}`), model);
    return { timeline, state: playMatch(timeline).advance(lengthOf(timeline)) };
  });
  const mean = (of: (match: (typeof played)[number]) => number) =>
    played.reduce((total, match) => total + of(match), 0) / MATCHES;

  // Four standard errors of a Poisson mean, and a hundredth for what the running score and cards bend.
  it("score as many goals as the model expects", () => {
    const tolerance = (rate: number) => 4 * Math.sqrt(rate / MATCHES) + 0.01;
    expect(Math.abs(mean((m) => m.state.score.goals.home) - model.homeRate)).toBeLessThan(
      tolerance(model.homeRate),
    );
    expect(Math.abs(mean((m) => m.state.score.goals.away) - model.awayRate)).toBeLessThan(
      tolerance(model.awayRate),
    );
  });

  it("end as often in a home win, a draw and an away win as the grid says", () => {
    const grid = finalGrid(model, footballKickOff());
    const fair = { home: 0, draw: 0, away: 0 };
    for (let h = 0; h < grid.size; h += 1)
      for (let a = 0; a < grid.size; a += 1)
        fair[h > a ? "home" : h < a ? "away" : "draw"] += cell(grid, h, a);
    const lead = (m: (typeof played)[number]) => m.state.score.goals.home - m.state.score.goals.away;
    const seen = {
      home: mean((m) => Number(lead(m) > 0)),
      draw: mean((m) => Number(lead(m) === 0)),
      away: mean((m) => Number(lead(m) < 0)),
    };
    for (const key of ["home", "draw", "away"] as const) {
      const error = 4 * Math.sqrt((fair[key] * (1 - fair[key])) / MATCHES);
      expect(Math.abs(seen[key] - fair[key]), `${key}: ${seen[key]} against ${fair[key]}`).toBeLessThan(
        error,
      );
    }
  });

  it("keep the promise of the prices in play: after an hour as many win as the grid of that moment says", () => {
    const hour = 3600;
    let [expected, seen, variance] = [0, 0, 0];
    for (const { timeline, state } of played.slice(0, 1000)) {
      const { score } = playMatch(timeline).advance(hour + timeline.breakSeconds);
      const grid = finalGrid(model, score);
      let win = 0;
      for (let h = 0; h < grid.size; h += 1) for (let a = 0; a < h; a += 1) win += cell(grid, h, a);
      expected += win;
      variance += win * (1 - win);
      seen += Number(state.score.goals.home > state.score.goals.away);
    }
    expect(Math.abs(seen - expected)).toBeLessThan(4 * Math.sqrt(variance));
  });

  const expectedCounts = (() => {
    const means = (grid: ScoreGrid): number =>
      distributionsOf(grid).total.mass.reduce((sum, p, counted) => sum + p * counted, 0);
    const kickOff = footballKickOff();
    return { corners: means(cornersLeft(model, kickOff)), cards: means(cardsLeft(model, kickOff)) };
  })();

  it("look like football: cards, corners, offsides, penalties and stoppage at real rates", () => {
    const count = (kind: IncidentKind) =>
      mean((m) => m.timeline.incidents.filter((i) => i.kind === kind).length);
    const { corners, cards } = expectedCounts;
    // Four standard errors, and a fiftieth for stretches in which nothing else happens.
    expect(Math.abs(count("corner") - corners)).toBeLessThan(4 * Math.sqrt(corners / MATCHES) + corners / 50);
    const shown = count("yellow_card") + count("second_yellow") + count("red_card");
    expect(Math.abs(shown - cards)).toBeLessThan(4 * Math.sqrt(cards / MATCHES) + cards / 50);
    expect(count("offside")).toBeCloseTo(4.2, 0);
    expect(count("red_card") + count("second_yellow")).toBeGreaterThan(0.1);
    expect(count("red_card") + count("second_yellow")).toBeLessThan(0.3);
    expect(count("penalty_goal")).toBeGreaterThan(0.12);
    expect(count("goal_disallowed")).toBeGreaterThan(0.08);
    expect(mean((m) => m.timeline.halves[0])).toBeCloseTo(2820, -2);
    expect(mean((m) => m.timeline.halves[1])).toBeCloseTo(3000, -2);
  });

  it("end with the incidents in order and inside their halves", () => {
    for (const { timeline } of played) {
      let at = 0;
      for (const { half, second } of timeline.incidents) {
        expect(second).toBeLessThanOrEqual(timeline.halves[half - 1] as number);
        const flow = half * 10_000 + second;
        expect(flow).toBeGreaterThanOrEqual(at);
        at = flow;
      }
    }
  });
});
