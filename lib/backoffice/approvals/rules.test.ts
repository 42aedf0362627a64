import { expect, it } from "vitest";
import { FIRST_RULES, parsePolicy } from "#lib/sportsbook/betting/policy.ts";
import { FOUR_EYES, inBase, jumps, raisesLimits } from "./rules.ts";

const { rules } = parsePolicy(1, FIRST_RULES);

it("asks for a second person where a limit rises to five times what it was, and not where it falls", () => {
  const withDefault = (limit: bigint) => ({ ...rules, liabilityMaxDefault: limit });
  const limit = rules.liabilityMaxDefault;
  expect(raisesLimits(rules, rules)).toBe(false);
  expect(raisesLimits(rules, withDefault(limit * FOUR_EYES.limitTimes - 1n))).toBe(false);
  expect(raisesLimits(rules, withDefault(limit * FOUR_EYES.limitTimes))).toBe(true);
  expect(raisesLimits(rules, withDefault(limit / 100n))).toBe(false);
});

it("compares a market's new limit with the default that it had", () => {
  const { liabilityMaxDefault: limit } = rules;
  const one = (value: bigint) => ({
    ...rules,
    liabilityMax: { ...rules.liabilityMax, "chess/winner": value },
  });
  expect(raisesLimits(rules, one(limit * 2n))).toBe(false);
  expect(raisesLimits(rules, one(limit * 5n))).toBe(true);
});

it("looks at stakes and payouts of every currency", () => {
  const [code = "", limits] = Object.entries(rules.currencies)[0] ?? [];
  if (!limits) throw new Error("no currency");
  const changed = (more: object) => ({
    ...rules,
    currencies: { ...rules.currencies, [code]: { ...limits, ...more } },
  });
  expect(raisesLimits(rules, changed({ stakeMax: limits.stakeMax * 5n }))).toBe(true);
  expect(raisesLimits(rules, changed({ payoutMax: limits.payoutMax * 5n }))).toBe(true);
  expect(raisesLimits(rules, changed({ stakeMin: limits.stakeMin * 5n }))).toBe(false);
});

it("counts in the base currency, and a rate that moves by a fifth either way", () => {
  expect(inBase(1_000n, "EUR", rules)).toBe(1_000n);
  const at = (numerator: bigint) => ({ numerator, denominator: 100n });
  expect(jumps(at(100n), at(119n))).toBe(false);
  expect(jumps(at(100n), at(120n))).toBe(true);
  expect(jumps(at(100n), at(81n))).toBe(false);
  expect(jumps(at(100n), at(80n))).toBe(true);
});
