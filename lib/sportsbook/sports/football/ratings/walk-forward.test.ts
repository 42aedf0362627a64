import { describe, expect, it } from "vitest";
import { seededRandom } from "#lib/core/random.ts";
import type { PlayedMatch } from "./played-match.ts";
import { CLUBS } from "./recipe.ts";
import { baseRateLogLoss, logLoss, reliability, walkForward } from "./walk-forward.ts";

const DAY_MS = 86_400_000;
const WEEKS = 34;
const goalsOf = (random: ReturnType<typeof seededRandom>, rate: number): number => {
  let [goals, left] = [0, random.float()];
  for (let p = Math.exp(-rate); left > p && goals < 12; p *= rate / goals) {
    left -= p;
    goals += 1;
  }
  return goals;
};

/** Three seasons of ten clubs of fixed strengths; the two weakest of each season are replaced by two new ones. */
const generated = (): PlayedMatch[] => {
  const random = seededRandom("walk-forward");
  const matches: PlayedMatch[] = [];
  for (let season = 0; season < 3; season += 1) {
    const clubs = [
      ...Array.from({ length: 8 }, (_, i) => ({ name: `Club ${i}`, strength: 0.35 - i / 10 })),
      ...[0, 1].map((i) => ({ name: `Season ${season} newcomer ${i}`, strength: -0.45 })),
    ];
    const start = Date.UTC(2020 + season, 7, 1);
    for (let week = 0; week < WEEKS; week += 1) {
      const shift = week % 9;
      const date = new Date(start + week * 7 * DAY_MS).toISOString().slice(0, 10);
      for (let pair = 0; pair < 5; pair += 1) {
        const [a, b] = pair === 0 ? [9, shift] : [(shift + pair) % 9, (shift + 9 - pair) % 9];
        const [home, away] = (week % 2 === 0 ? [a, b] : [b, a]).map((i) => clubs[i as number]);
        if (!home || !away) continue;
        const edge = home.strength - away.strength;
        matches.push({
          date,
          home: home.name,
          away: away.name,
          homeGoals: goalsOf(random, 1.5 * Math.exp(edge)),
          awayGoals: goalsOf(random, 1.1 * Math.exp(-edge)),
          neutral: false,
          competition: "g.1",
        });
      }
    }
  }
  return matches;
};

describe("walking forward", () => {
  const results = generated();
  const window = { recipe: CLUBS, from: "2021-07-01", to: "2023-06-30" };
  const { forecasts, fits, unconverged } = walkForward(results, window);

  it("forecasts every match of the window, newcomers included, better than base rates", () => {
    expect(forecasts).toHaveLength(2 * WEEKS * 5);
    expect(fits).toBe(2 * WEEKS);
    expect(unconverged).toBe(0);
    expect(forecasts.filter(({ newcomer }) => newcomer).length).toBeGreaterThan(0);
    expect(logLoss(forecasts)).toBeLessThan(baseRateLogLoss(forecasts));
    for (const { fair } of forecasts) expect(fair.reduce((total, p) => total + p, 0)).toBeCloseTo(1, 9);
  });

  it("uses nothing of the day that it forecasts, or of later ones", () => {
    const changed = results.map((match) =>
      match.date >= "2022-01-01" ? { ...match, homeGoals: match.awayGoals + 5 } : match,
    );
    const again = walkForward(changed, window).forecasts;
    for (const [i, forecast] of forecasts.entries()) {
      if (forecast.match.date > "2022-01-01") break;
      expect(again[i]?.fair).toEqual(forecast.fair);
    }
  });

  it("counts every outcome once in the reliability table", () => {
    const rows = reliability(forecasts);
    expect(rows.reduce((total, { outcomes }) => total + outcomes, 0)).toBe(3 * forecasts.length);
    const came = rows.reduce((total, { outcomes, seen }) => total + outcomes * seen, 0);
    expect(came).toBeCloseTo(forecasts.length, 6);
  });
});
