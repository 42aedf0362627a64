import fc from "fast-check";
import { expect, it } from "vitest";
import { money, toDecimalText } from "#lib/core/money.ts";
import { lineReturn } from "#lib/core/odds.ts";
import { type BetSnapshot, type BookFacts, decideBet } from "./decide.ts";
import { countLines, isSystem, lineOfMask, linesOf, maskOf, type System, systemOf } from "./lines.ts";
import { FIRST_RULES, parsePolicy } from "./policy.ts";
import { readRecord, recordDecision } from "./record.ts";
import { SlipInput } from "./schema.ts";

const NOW = 1_000_000;

const systems = fc
  .record({
    odds: fc.array(fc.bigInt({ min: 10_100n, max: 90_000n }), { minLength: 2, maxLength: 8 }),
    sizes: fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 1 }),
    bankers: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { maxLength: 3 }),
  })
  .filter(({ odds, ...system }) => isSystem(odds.length, system));

const book = (n: number, odds: bigint): BookFacts => ({
  eventId: `e${n}`,
  sportId: "football",
  eventStatus: 1,
  startsAtMs: NOW - 1,
  marketId: `e${n}.1x2`,
  marketType: "1x2",
  marketStatus: 1,
  marketVersion: 7n,
  suspension: null,
  outcomeKey: "home",
  active: true,
  odds,
  probability: 0.4,
  marketStake: 0n,
  outcomePayout: 0n,
});

const snapshotOf = (odds: readonly bigint[]): BetSnapshot => ({
  policy: parsePolicy(1, FIRST_RULES),
  player: {
    id: "p",
    status: "active",
    currency: "EUR",
    stakeFactorBp: 10_000,
    available: 10n ** 9n,
    sessionStands: true,
  },
  books: odds.map((each, n) => book(n, each)),
  playerStakes: [],
  combinationPayout: 0n,
});

const slipOf = (odds: readonly bigint[], stake: bigint, system?: System) => ({
  stake: toDecimalText(money("EUR", stake)),
  oddsChoice: "any" as const,
  legs: odds.map((each, n) => ({ marketId: `e${n}.1x2`, outcomeKey: "home", odds: each })),
  ...(system && { system: { sizes: [...system.sizes], bankers: [...system.bankers] } }),
});

const decide = (odds: readonly bigint[], stake: bigint, system?: System) =>
  decideBet(slipOf(odds, stake, system), snapshotOf(odds), NOW);

/** Every subset of the legs that the system asks for, found by trying all of them. */
const subsetsOf = (legs: number, { sizes, bankers }: System): number[][] => {
  const found: number[][] = [];
  for (let subset = 0; subset < 2 ** legs; subset += 1) {
    const line = Array.from({ length: legs }, (_, position) => position).filter(
      (position) => (subset >> position) & 1,
    );
    if (bankers.every((banker) => line.includes(banker)) && sizes.includes(line.length - bankers.length))
      found.push(line);
  }
  return found;
};

const sorted = (lines: readonly (readonly number[])[]) => lines.map((line) => line.join()).sort();

it("makes every line of a system once, and keeps it as bits", () => {
  fc.assert(
    fc.property(systems, ({ odds, ...system }) => {
      const lines = linesOf(odds.length, system);
      expect(sorted(lines)).toEqual(sorted(subsetsOf(odds.length, system)));
      expect(countLines(odds.length, system)).toBe(lines.length);
      expect(lines.map((line) => lineOfMask(maskOf(line)))).toEqual(lines);
    }),
  );
});

it.each([
  ["trixie", 3, [2, 3], 4],
  ["patent", 3, [1, 2, 3], 7],
  ["yankee", 4, [2, 3, 4], 11],
  ["lucky15", 4, [1, 2, 3, 4], 15],
  ["canadian", 5, [2, 3, 4, 5], 26],
  ["lucky31", 5, [1, 2, 3, 4, 5], 31],
  ["heinz", 6, [2, 3, 4, 5, 6], 57],
  ["lucky63", 6, [1, 2, 3, 4, 5, 6], 63],
  ["superHeinz", 7, [2, 3, 4, 5, 6, 7], 120],
  ["goliath", 8, [2, 3, 4, 5, 6, 7, 8], 247],
])("knows a %s by its lines", (name, legs, sizes, count) => {
  const lines = linesOf(legs, { sizes, bankers: [] });
  expect(lines).toHaveLength(count);
  expect(systemOf(legs, lines)).toEqual({ name });
});

it("names other systems by sizes and bankers, and no accumulator", () => {
  expect(systemOf(5, linesOf(5, { sizes: [2], bankers: [] }))).toEqual({ sizes: [2], of: 5, bankers: 0 });
  expect(systemOf(5, linesOf(5, { sizes: [2], bankers: [4] }))).toEqual({ sizes: [2], of: 4, bankers: 1 });
  expect(systemOf(3, linesOf(3))).toBeNull();
  expect(systemOf(3, linesOf(3, { sizes: [2, 3], bankers: [] }).slice(2))).toBeNull();
});

it("pays the sum of its lines if every leg wins, and shares its stake and risk out among the legs", () => {
  fc.assert(
    fc.property(systems, fc.bigInt({ min: 10n, max: 300n }), ({ odds, ...system }, stake) => {
      const answer = decide(odds, stake, system);
      const lines = subsetsOf(odds.length, system);
      const returns = lines
        .map(
          (line) =>
            lineReturn(
              money("EUR", stake),
              line.map((position) => odds[position] as bigint),
            ).minor,
        )
        .reduce((sum, each) => sum + each, 0n);
      if (!answer.ok) {
        expect(["payout_above_limit", "risk_limit", "combination_limit"]).toContain(answer.refusal.code);
        return;
      }
      const { value } = answer;
      expect(value.kind).toBe("system");
      expect(value.stake.minor).toBe(stake * BigInt(lines.length));
      expect(value.potentialReturn.minor).toBe(returns);
      expect(value.legs.reduce((sum, leg) => sum + leg.exposureStake, 0n)).toBe(value.stake.minor);
      expect(value.legs.every((leg) => leg.exposureStake >= 0n && leg.exposurePayout <= returns)).toBe(true);
    }),
  );
});

it("returns Π(1 + odds) − 1 of a Lucky whose legs all win", () => {
  const odds = [20_000n, 30_000n, 25_000n, 15_000n];
  const answer = decide(odds, 100n, { sizes: [1, 2, 3, 4], bankers: [] });
  expect(answer.ok && answer.value.potentialReturn.minor).toBe((100n * 3n * 4n * 7n * 5n) / 4n - 100n);
});

it("names the largest stake of a line, which is accepted when it is sent back", () => {
  fc.assert(
    fc.property(systems, ({ odds, ...system }) => {
      const refused = decide(odds, 10n ** 8n, system);
      if (refused.ok) throw new Error("accepted");
      const { refusal } = refused;
      const most =
        "maximumStake" in refusal ? refusal.maximumStake : "maximum" in refusal ? refusal.maximum : 0n;
      if (most === 0n) return;
      expect(decide(odds, most, system).ok).toBe(true);
      expect(decide(odds, most + 1n, system).ok).toBe(false);
    }),
  );
});

it("needs the minimum stake for all lines together", () => {
  const trixie = { sizes: [2, 3], bankers: [] };
  const odds = [20_000n, 20_000n, 20_000n];
  const minimum = FIRST_RULES.currencies.EUR?.stakeMin ?? 0n;
  const refused = decide(odds, 1n, trixie);
  const least = refused.ok || refused.refusal.code !== "stake_below_minimum" ? 0n : refused.refusal.minimum;
  expect(least * 4n).toBeGreaterThanOrEqual(BigInt(minimum));
  expect((least - 1n) * 4n).toBeLessThan(BigInt(minimum));
  expect(decide(odds, least, trixie).ok).toBe(true);
});

it("combines legs of one event only where no line has both", () => {
  const odds = [20_000n, 20_000n, 20_000n];
  const facts = snapshotOf(odds);
  facts.books[1] = { ...book(1, 20_000n), eventId: "e0" };
  const codeOf = (sizes: number[], bankers: number[] = []) => {
    const answer = decideBet(slipOf(odds, 100n, { sizes, bankers }), facts, NOW);
    return answer.ok ? "accepted" : answer.refusal.code;
  };
  expect(codeOf([1])).toBe("accepted");
  expect(codeOf([1], [2])).toBe("accepted");
  expect(codeOf([2])).toBe("legs_not_combinable");
});

it("is decided the same from its record", () => {
  const odds = [20_000n, 30_000n, 25_000n];
  const slip = slipOf(odds, 100n, { sizes: [2], bankers: [] });
  const facts = snapshotOf(odds);
  const stored = JSON.parse(JSON.stringify(recordDecision(slip, facts, NOW)));
  const read = readRecord(stored, JSON.parse(JSON.stringify(FIRST_RULES)));
  expect(decideBet(read.slip, read.snapshot, read.nowMs)).toEqual(decideBet(slip, facts, NOW));
});

it("must be a system of 2 to 1,000 lines on the legs of the slip", () => {
  const accepts = (legs: number, system: object) =>
    SlipInput.safeParse({
      idempotencyKey: "0190b7a0-0000-7000-8000-000000000000",
      stake: "1",
      oddsChoice: "any",
      legs: Array.from({ length: legs }, (_, n) => ({
        marketId: `m${n}`,
        outcomeKey: "home",
        odds: "20000",
      })),
      system,
    }).success;
  expect(accepts(3, { sizes: [2, 3] })).toBe(true);
  expect(accepts(4, { sizes: [2], bankers: [3] })).toBe(true);
  expect(accepts(3, { sizes: [3] })).toBe(false);
  expect(accepts(3, { sizes: [4] })).toBe(false);
  expect(accepts(3, { sizes: [2, 2] })).toBe(false);
  expect(accepts(3, { sizes: [2], bankers: [3] })).toBe(false);
  expect(accepts(3, { sizes: [2], bankers: [0, 0] })).toBe(false);
  expect(accepts(20, { sizes: [10] })).toBe(false);
});
