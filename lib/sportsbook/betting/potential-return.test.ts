import { expect, it } from "vitest";
import { linesOf } from "./lines.ts";
import { oddsByLegs, returnByLegs } from "./potential-return.ts";
import type { BetResult } from "./schema.ts";

const leg = (odds: bigint, result: BetResult | null = null, deadHeat: [number, number] | null = null) => ({
  odds,
  result,
  deadHeat: deadHeat && { numerator: deadHeat[0], denominator: deadHeat[1] },
});

it.each([
  ["nothing has a result", [leg(20_000n), leg(15_000n)], 30_000n, 3_000n],
  ["a leg is void", [leg(20_000n, "won"), leg(20_000n, "void"), leg(20_000n)], 40_000n, 4_000n],
  ["a leg is half won", [leg(20_000n, "half_won"), leg(20_000n)], 30_000n, 3_000n],
  ["a leg is half lost", [leg(20_000n, "half_lost"), leg(30_000n)], 15_000n, 1_500n],
  ["a leg is lost", [leg(20_000n, "lost"), leg(30_000n)], 0n, 0n],
  ["two share a win", [leg(30_000n, "won", [1, 2]), leg(20_000n)], 30_000n, 3_000n],
  ["all is void", [leg(20_000n, "void")], 10_000n, 1_000n],
])("%s", (_, legs, odds, returned) => {
  expect(oddsByLegs(legs)).toBe(odds);
  expect(returnByLegs({ stake: 1_000n, legs, lines: linesOf(legs.length) })).toBe(returned);
});

it("rounds down, and once", () => {
  const legs = [leg(13_300n), leg(13_300n, "half_won")];
  expect(returnByLegs({ stake: 333n, legs, lines: linesOf(2) })).toBe(515n);
});
