import fc from "fast-check";
import { expect, it } from "vitest";
import { ODDS_MAX, ODDS_MIN } from "#lib/core/odds.ts";
import { onLadder, ticksFrom } from "./ladder.ts";

const odds = fc.bigInt({ min: 0n, max: 20_000_000n });

it.each([
  [19_900n, 1, 20_000n],
  [20_000n, -1, 19_900n],
  [20_000n, 1, 20_200n],
  [21_100n, 1, 21_200n],
  [21_100n, -1, 20_800n],
  [40_000n, -2, 39_600n],
  [ODDS_MIN, -1, ODDS_MIN],
  [ODDS_MAX, 1, ODDS_MAX],
] as const)("from %s %s ticks lead to %s", (from, ticks, to) => {
  expect(ticksFrom(from, ticks)).toBe(to);
});

it("holds every price on its rungs and within its ends, and a tick back undoes a tick", () => {
  fc.assert(
    fc.property(odds, fc.integer({ min: 1, max: 40 }), (from, ticks) => {
      const at = onLadder(from);
      expect(onLadder(at)).toBe(at);
      expect(at >= ODDS_MIN && at <= ODDS_MAX).toBe(true);
      const up = ticksFrom(at, ticks);
      expect(up > at || at === ODDS_MAX).toBe(true);
      expect(onLadder(up)).toBe(up);
      if (up < ODDS_MAX) expect(ticksFrom(up, -ticks)).toBe(at);
    }),
  );
});
