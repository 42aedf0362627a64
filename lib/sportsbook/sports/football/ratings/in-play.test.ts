import { describe, expect, it } from "vitest";
import { seededRandom } from "#lib/core/random.ts";
import type { ImportedMatch } from "../importers/timelines.ts";
import { generateMatch } from "../simulator/generate-match.ts";
import { forecastInPlay, IN_PLAY_MINUTES } from "./in-play.ts";
import { CLUBS } from "./recipe.ts";

const TEAMS = ["Ayr", "Bor", "Cob", "Dun", "Esk", "Fal"];

/** Four seasons' worth of matches between equal teams. */
const matches = Array.from({ length: 8 }, (_, round) =>
  TEAMS.flatMap((home, i) =>
    TEAMS.filter((away) => away !== home).map(
      (away, j): ImportedMatch => ({
        competition: "test.1",
        kickOff: "2024-08-01 15:00",
        home,
        away,
        timeline: generateMatch(seededRandom(`in-play:${round}:${i}:${j}`), { homeRate: 1.5, awayRate: 1.2 }),
      }),
    ),
  ),
).flat();

describe("forecasts in play", () => {
  const forecasts = forecastInPlay(matches, CLUBS);

  it("are one for each match and minute, and sum to one", () => {
    expect(forecasts).toHaveLength(matches.length * IN_PLAY_MINUTES.length);
    for (const { fair } of forecasts) expect(fair[0] + fair[1] + fair[2]).toBeCloseTo(1, 8);
  });

  it("expect as many goals as simulated matches still have", () => {
    for (const minute of IN_PLAY_MINUTES) {
      const own = forecasts.filter((forecast) => forecast.minute === minute);
      const expected = own.reduce((total, { goalsExpected }) => total + goalsExpected, 0);
      const seen = own.reduce((total, { goalsSeen }) => total + goalsSeen, 0);
      expect(Math.abs(expected - seen), `${minute}: ${expected} against ${seen}`).toBeLessThan(
        4 * Math.sqrt(expected),
      );
    }
  });
});
