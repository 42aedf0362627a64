import fc from "fast-check";
import { expect, it } from "vitest";
import { CURRENCIES } from "#lib/core/currencies.ts";
import { type Currency, parseMinor } from "#lib/core/money.ts";
import { seededRandom } from "#lib/core/random.ts";
import type { MarketView } from "#lib/sportsbook/markets/views.ts";
import { habitsOf, legCount, pickOutcome, stakeFor } from "./habits.ts";

const market = (over: Partial<MarketView> = {}): MarketView => ({
  id: "m1.1x2",
  marketType: "1x2",
  specifiers: "",
  written: null,
  status: 1,
  version: 1,
  suspension: null,
  outcomes: [
    { key: "home", odds: "15000", active: true, result: null, voidFactor: null },
    { key: "draw", odds: "42000", active: true, result: null, voidFactor: null },
    { key: "away", odds: null, active: true, result: null, voidFactor: null },
    { key: "other", odds: "50000", active: false, result: null, voidFactor: null },
  ],
  ...over,
});

it("stakes are amounts of the currency, within its limits", () => {
  const offered = (Object.keys(CURRENCIES) as Currency[]).filter((code) => CURRENCIES[code].limits);
  fc.assert(
    fc.property(fc.constantFrom(...offered), fc.nat(200), fc.string(), (currency, n, seed) => {
      const limits = CURRENCIES[currency].limits as NonNullable<(typeof CURRENCIES)[Currency]["limits"]>;
      const stake = parseMinor(stakeFor(seededRandom(seed), currency, habitsOf(n)), currency);
      expect(stake).not.toBeNull();
      expect(stake).toBeGreaterThanOrEqual(parseMinor(limits.stakeMin, currency) as bigint);
      expect(stake).toBeLessThanOrEqual(parseMinor(limits.stakeMax, currency) as bigint);
    }),
  );
});

it("favourites are backed more often, what is not offered never", () => {
  const random = seededRandom("favourites");
  const counts: Record<string, number> = {};
  for (let n = 0; n < 1_000; n += 1) {
    const key = pickOutcome(random, market(), habitsOf(1))?.outcomeKey ?? "none";
    counts[key] = (counts[key] ?? 0) + 1;
  }
  expect(Object.keys(counts).sort()).toEqual(["draw", "home"]);
  expect(counts.home).toBeGreaterThan(counts.draw as number);
});

it("nothing is picked in a suspended or closed market", () => {
  const random = seededRandom("closed");
  expect(pickOutcome(random, market({ status: -1 }), habitsOf(1))).toBeNull();
  const suspension = { scope: "event", source: "feed", reason: "goal", since: "" } as const;
  expect(pickOutcome(random, market({ suspension }), habitsOf(1))).toBeNull();
});

it("a bet has one leg, or up to as many as the player likes", () => {
  const random = seededRandom("legs");
  const habits = { ...habitsOf(3), accumulators: 0.5, legsMax: 4 };
  const counts = new Set(Array.from({ length: 500 }, () => legCount(random, habits)));
  expect([...counts].sort()).toEqual([1, 2, 3, 4]);
});
