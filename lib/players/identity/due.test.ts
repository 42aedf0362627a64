import { beforeAll, describe, expect, it, vi } from "vitest";
import { GATES } from "../eligibility/gates.ts";

vi.mock("#lib/platform/config/env.ts", () => ({ env: () => ({ OPEN_COUNTRIES: ["IE"] }) }));
const { unverifiedOf } = await import("./due.ts");

const NOW = Date.UTC(2026, 10, 30);
const DAY = 86_400_000;
let everything: Record<string, number | null>;
beforeAll(() => {
  everything = { age: null, identity: null, address: null };
});

const closed = (country: string, verified: Record<string, number | null> = {}, daysOld = 0) =>
  unverifiedOf({ country, verified, openedMs: NOW - daysOld * DAY }, NOW)?.gates ?? [];

describe("a player who is not verified", () => {
  it.each([
    ["GB", ["bet", "play", "withdraw"]],
    ["DE", ["bet", "play", "withdraw"]],
    ["ES", ["deposit", "bet", "play", "withdraw"]],
    ["NL", ["deposit", "bet", "play", "withdraw"]],
    ["SE", ["deposit", "bet", "play", "withdraw"]],
    ["MT", ["withdraw"]],
    // The operator's own rules, and those of a country that it does not know.
    ["IE", ["withdraw"]],
    ["JP", ["deposit", "bet", "play", "withdraw"]],
  ])("of %s may not %j", (country, gates) => {
    expect(closed(country)).toEqual(gates);
  });

  it("may do everything once it is verified, until the document expires", () => {
    for (const country of ["GB", "NL", "MT", "IE", "JP"]) {
      expect(closed(country, everything)).toEqual([]);
      expect(closed(country, { ...everything, identity: NOW + 1 })).toEqual([]);
      expect(closed(country, { ...everything, identity: NOW })).toContain("withdraw");
    }
  });

  it("may deposit €2,000 within thirty days where the law lets them, and nothing after", () => {
    expect(unverifiedOf({ country: "MT", verified: {}, openedMs: NOW }, NOW)?.depositsMax).toEqual({
      currency: "EUR",
      minor: 200_000n,
    });
    expect(closed("MT", {}, 29)).toEqual(["withdraw"]);
    expect([...closed("MT", {}, 30)].sort()).toEqual([...GATES].sort());
  });

  it("needs the levels that the jurisdiction names, and no others", () => {
    const { address: _, ...withoutAddress } = everything;
    expect(closed("SE", withoutAddress)).toEqual([]);
    expect(unverifiedOf({ country: "GB", verified: withoutAddress, openedMs: NOW }, NOW)?.levels).toEqual([
      "address",
    ]);
  });
});
