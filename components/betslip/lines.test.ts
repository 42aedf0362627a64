import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minBigint, money, toDecimalText } from "#lib/core/money.ts";
import { lineReturn } from "#lib/core/odds.ts";
import { needsConsent } from "#lib/core/odds-choice.ts";
import { betsOf, figuresOf, nameOfBet, sharedEvents } from "./lines.ts";

const leg = (event: string, odds: string) => ({ marketId: `${event}.1x2`, outcomeKey: "home", odds });
const slip = (mode: "single" | "accumulator", ...legs: ReturnType<typeof leg>[]) => ({
  legs,
  mode,
  stake: "10",
  oddsChoice: null,
  sent: {},
});

describe("lines of a slip", () => {
  const two = [leg("a", "20000"), leg("b", "15000")];

  it("is one bet as an accumulator, and a bet a leg as singles", () => {
    expect(figuresOf(betsOf(slip("accumulator", ...two), "none"), "EUR")).toEqual({
      odds: 30_000n,
      totalStake: 1000n,
      potentialReturn: 3000n,
      maximumStake: null,
    });
    expect(figuresOf(betsOf(slip("single", ...two), "none"), "EUR")).toMatchObject({
      totalStake: 2000n,
      potentialReturn: 3500n,
    });
  });

  it("reckons in the smallest unit of every currency", () => {
    const one = (stake: string) => betsOf({ ...slip("single", leg("a", "15000")), stake }, "none");
    expect(figuresOf(one("1.235"), "KWD")).toMatchObject({ totalStake: 1_235n, potentialReturn: 1_852n });
    expect(figuresOf(one("125"), "JPY")).toMatchObject({ totalStake: 125n, potentialReturn: 187n });
    expect(figuresOf(one("125.5"), "JPY")).toBeNull();
  });

  it("has no figures without a stake", () => {
    for (const stake of ["", "0", "x", "1.234"])
      expect(figuresOf(betsOf({ ...slip("single", leg("a", "20000")), stake }, "none"), "EUR")).toBeNull();
  });

  it("shows no more than the payout limit, and the largest stake within it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 10_100n, max: 10_000_000n }), { minLength: 1, maxLength: 6 }),
        fc.bigInt({ min: 1n, max: 1_000_000n }),
        fc.bigInt({ min: 1_000_000n, max: 25_000_000n }),
        (odds, stake, payoutMax) => {
          const legs = odds.map((each, at) => leg(`e${at}`, each.toString()));
          const at = (minor: bigint) =>
            figuresOf(
              [{ legs, stake: toDecimalText(money("EUR", minor)), oddsChoice: "any" }],
              "EUR",
              payoutMax,
            );
          const shown = at(stake);
          const pays = (minor: bigint) => lineReturn(money("EUR", minor), odds).minor;
          expect(shown?.potentialReturn).toBe(minBigint(pays(stake), payoutMax));
          expect(shown?.maximumStake === null).toBe(pays(stake) <= payoutMax);
          const most = shown?.maximumStake;
          if (most === null || most === undefined) return;
          expect(pays(most)).toBeLessThanOrEqual(payoutMax);
          expect(pays(most + 1n)).toBeGreaterThan(payoutMax);
        },
      ),
    );
  });

  it("knows legs of one match", () => {
    expect([
      ...sharedEvents([leg("a", "20000"), { ...leg("a", "20000"), marketId: "a.total~total=2.5" }]),
    ]).toEqual(["a"]);
    expect(sharedEvents(two).size).toBe(0);
  });

  it("asks only for the moves that the player wants to be asked about", () => {
    expect(needsConsent("none", 20000n, 20000n)).toBe(false);
    expect(needsConsent("none", 20000n, 20100n)).toBe(true);
    expect(needsConsent("higher", 20000n, 20100n)).toBe(false);
    expect(needsConsent("higher", 20000n, 19900n)).toBe(true);
    expect(needsConsent("any", 20000n, 19900n)).toBe(false);
  });

  it("names a bet by price, stake and choice", () => {
    const [bet] = betsOf(slip("single", leg("a", "20000")), "none");
    const [dearer] = betsOf(slip("single", leg("a", "20100")), "none");
    if (!bet || !dearer) throw new Error("no bet");
    expect(nameOfBet(bet)).not.toBe(nameOfBet(dearer));
    expect(nameOfBet(bet)).toBe(nameOfBet({ ...bet }));
  });
});
