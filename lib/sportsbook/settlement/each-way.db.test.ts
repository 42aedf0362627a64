import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { linesOf, maskOf, type System } from "#lib/sportsbook/betting/lines.ts";
import { makeNextEvent, makePlayer } from "#lib/sportsbook/testing.ts";
import { bet } from "./testing/corrections.ts";

const SELECTIONS = 4;
let database: TestDatabase;
let betId = "";
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
  const events = [];
  for (let n = 0; n < 2 * SELECTIONS; n += 1) events.push(await makeNextEvent());
  betId = await bet(await makePlayer(10_000n), events, "home", "1");
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

type Leg = {
  result: string | null;
  factor: string | null;
  numerator: bigint;
  scale: bigint;
  divisor: number;
};

/** What a leg may come to at these odds (×10⁻⁴): as settlement stores it, and as a fraction. */
const legAt = (odds: bigint, end: string, of: number): Leg => {
  const decimal = (units: bigint) => `${units / 10_000n}.${(units % 10_000n).toString().padStart(4, "0")}`;
  const factor = (result: string | null, units: bigint, divisor = 1): Leg => ({
    result,
    factor: result === null ? null : decimal(units),
    numerator: units,
    scale: 10_000n,
    divisor,
  });
  switch (end) {
    case "won":
      return factor("won", odds);
    case "heat":
      return factor("won", odds, of);
    case "void":
      return factor("void", 10_000n);
    case "half_won":
      return factor("half_won", (odds + 10_000n) / 2n);
    case "half_lost":
      return factor("half_lost", 5_000n);
    case "lost":
      return factor("lost", 0n);
    default:
      return factor(null, 10_000n);
  }
};

const leg = fc
  .tuple(
    fc.integer({ min: 5_050, max: 250_000 }).map((half) => BigInt(half) * 2n),
    fc.constantFrom("won", "won", "lost", "void", "half_won", "half_lost", "heat", "open"),
    fc.integer({ min: 2, max: 4 }),
  )
  .map(([odds, end, of]) => legAt(odds, end, of));

/** The win and the place of so many selections, in that order, and the systems on them; one selection is a single. */
const eachWay = fc.integer({ min: 1, max: SELECTIONS }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    legs: fc.array(leg, { minLength: 2 * count, maxLength: 2 * count }),
    sizes: fc.subarray(
      Array.from({ length: count }, (_, at) => at + 1),
      { minLength: 1 },
    ),
    each: fc.integer({ min: 1, max: 5_000 }).map(BigInt),
  }),
);

/** Every line of the wins, then every line of the places: what the rules of betting call an each-way system. */
const linesOfEachWay = (count: number, sizes: readonly number[]): number[][] => {
  const system: System = { sizes, bankers: [] };
  const lines = count === 1 ? [[0]] : linesOf(count, system);
  return [0, 1].flatMap((part) => lines.map((line) => line.map((selection) => 2 * selection + part)));
};

it("each-way singles and systems settle as their lines do one by one", async () => {
  let decided = 0;
  await fc.assert(
    fc.asyncProperty(eachWay, async ({ count, legs, sizes, each }) => {
      const lines = linesOfEachWay(count, sizes);
      const stake = each * BigInt(lines.length);
      const [settled] = await rows<{ result: string | null; returned: bigint | null }>(
        "select result, returned from bet_lines_result($1, $2, $3, $4::smallint[], $5, $6::numeric[], $7)",
        [
          betId,
          stake,
          lines.map((line) => maskOf(line)),
          legs.map((_, at) => at),
          legs.map(({ result }) => result),
          legs.map(({ factor }) => factor),
          legs.map(({ divisor }) => divisor),
        ],
      );

      const ends = lines.map((line) => {
        const own = line.flatMap((at) => legs[at] ?? []);
        if (own.some(({ result }) => result === "lost")) return { end: "lost", paid: 0n };
        if (own.some(({ result }) => result === null)) return { end: null, paid: 0n };
        const numerator = own.reduce((all, one) => all * one.numerator, each);
        const denominator = own.reduce((all, one) => all * one.scale * BigInt(one.divisor), 1n);
        const end = own.every(({ result }) => result === "void") ? "void" : "won";
        return { end, paid: numerator / denominator };
      });
      const paid = ends.reduce((sum, one) => sum + one.paid, 0n);
      const all = (end: string) => ends.every((one) => one.end === end);
      const result = ends.some(({ end }) => end === null)
        ? null
        : all("void")
          ? "void"
          : all("lost")
            ? "lost"
            : paid < stake
              ? "part_returned"
              : "won";
      expect(settled).toEqual({ result, returned: result === null ? null : paid });
      if (result !== null) decided += 1;
    }),
    { numRuns: 300 },
  );
  expect(decided).toBeGreaterThan(50);
});
