import { expect, it } from "vitest";
import { FIRST_RULES, liabilityMaxOf, PolicyDraft, parsePolicy } from "./policy.ts";

const winner = { sportId: "football", marketType: "1x2" };

it("starts with the limits of every sport's own markets", () => {
  const { rules } = parsePolicy(1, FIRST_RULES);
  expect(liabilityMaxOf(rules, winner)).toBe(10_000_000n);
  expect(liabilityMaxOf(rules, { ...winner, marketType: "draw_no_bet" })).toBe(rules.liabilityMaxDefault);
  expect(PolicyDraft.safeParse(FIRST_RULES).success).toBe(true);
});

it("reads limits from when they named market types alone as limits of the sports that have the type", () => {
  const stored = {
    ...FIRST_RULES,
    liabilityMax: { "1x2": "7", "football/total": "8", total: "9", gone: "1" },
  };
  const { rules } = parsePolicy(1, stored);
  expect(liabilityMaxOf(rules, winner)).toBe(7n);
  expect(liabilityMaxOf(rules, { ...winner, marketType: "total" })).toBe(8n);
  expect(Object.keys(rules.liabilityMax).every((code) => code.includes("/"))).toBe(true);
});

it("keeps a limit of one sport from another's market of the same name", () => {
  const { rules } = parsePolicy(1, FIRST_RULES);
  expect(liabilityMaxOf(rules, { ...winner, sportId: "basketball" })).toBe(rules.liabilityMaxDefault);
});
