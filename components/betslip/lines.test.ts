import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minBigint, money, toDecimalText } from "#lib/core/money.ts";
import { needsConsent } from "#lib/core/odds-choice.ts";
import { SlipInput } from "#lib/sportsbook/betting/schema.ts";
import { linesOf, returnByLegs, type System } from "#lib/sportsbook/betting/views.ts";
import { eventIdOfMarket } from "#lib/sportsbook/markets/market-ids.ts";
import { builderRow } from "./builder/builders.ts";
import { betOfWire, wireLegs } from "./builder/wire.ts";
import {
  betOfName,
  betsOf,
  costOf,
  figuresOf,
  multiplesOf,
  nameOfBet,
  oddsOfAll,
  rowOf,
  sharedEvents,
} from "./lines.ts";
import type { SlipBet } from "./stored-slip.ts";

const leg = (event: string, odds = "20000", market = "1x2") => ({
  marketId: `${event}.${market}`,
  outcomeKey: "home",
  odds,
});
const KEY = "00000000-0000-7000-8000-000000000000";
const id = (event: string) => `${event}.1x2:home`;
const slip = (
  legs: ReturnType<typeof leg>[],
  stakes: Record<string, string> = {},
  bankers: string[] = [],
) => ({
  legs,
  stakes,
  bankers,
});
const legs = (count: number) => Array.from({ length: count }, (_, at) => leg(`e${at}`));

describe("the bets that a slip offers", () => {
  it("have the boost of a leg in its single alone, paid for in cash", () => {
    const boost = { id: KEY, odds: "25000" };
    const boosted = (stakes: Record<string, string>) => ({
      legs: [{ ...leg("e1"), boost }, leg("e2")],
      stakes,
      bankers: [],
    });
    const [single, double] = betsOf(boosted({ [id("e1")]: "10", all: "5" }), "any");
    expect(single).toEqual({ legs: [leg("e1", "25000")], stake: "10", oddsChoice: "any", boost: KEY });
    expect(double).toEqual({ legs: [leg("e1"), leg("e2")], stake: "5", oddsChoice: "any" });
    expect(single && betOfName(nameOfBet(single))).toEqual(single);
    const [free] = betsOf(boosted({ [id("e1")]: `free:${KEY}:10` }), "any");
    expect(free).toEqual({ legs: [leg("e1")], stake: "10", oddsChoice: "any", freeBet: KEY });
  });

  it.each([
    [1, []],
    [2, ["all ×1"]],
    [3, ["all ×1", "2 ×3", "2,3 ×4", "1,2,3 ×7"]],
    [4, ["all ×1", "2 ×6", "3 ×4", "2,3,4 ×11", "1,2,3,4 ×15"]],
    [5, ["all ×1", "2 ×10", "3 ×10", "4 ×5", "2,3,4,5 ×26", "1,2,3,4,5 ×31"]],
    [7, ["all ×1", "2 ×21", "3 ×35", "4 ×35", "5 ×21", "6 ×7", "2,3,4,5,6,7 ×120"]],
    [8, ["all ×1", "2 ×28", "3 ×56", "4 ×70", "5 ×56", "6 ×28", "7 ×8", "2,3,4,5,6,7,8 ×247"]],
  ])("on %i selections", (count, offered) => {
    const rows = multiplesOf(slip(legs(count)));
    expect(rows.map(({ key, lines }) => `${key} ×${lines}`)).toEqual(offered);
  });

  it("combines the others with the bankers", () => {
    const rows = multiplesOf(slip(legs(4), {}, [id("e1")]));
    expect(rows.map(({ key, lines }) => `${key} ×${lines}`)).toEqual(["all ×1", "1 ×3", "2 ×3"]);
    expect(rows[1]?.system).toEqual({ sizes: [1], bankers: [1] });
  });

  it("counts the selections of one match as one, a bet builder", () => {
    const two = [leg("a"), leg("b"), leg("a", "20000", "total~total=2.5"), leg("c")];
    const rows = multiplesOf(slip(two));
    expect(rows.map(({ key, lines }) => `${key} ×${lines}`)).toEqual([
      "all ×1",
      "2 ×3",
      "2,3 ×4",
      "1,2,3 ×7",
    ]);
    const banker = multiplesOf(slip(two, {}, ["a.total~total=2.5:home"]));
    expect(banker.map(({ system }) => system?.bankers)).toEqual([undefined, [0]]);
    expect(multiplesOf(slip(two.slice(0, 1).concat(two[2] ?? [])))).toEqual([]);
  });

  it("has its joint price in every line, and waits for it", () => {
    const held = slip([leg("a", "20000"), leg("b", "30000"), leg("a", "15000", "total")], {
      all: "2",
      "2": "1",
    });
    expect(betsOf(held, "none")).toEqual([]);
    const bets = betsOf(held, "none", new Map([["builder=a", "25000"]]));
    expect(bets).toHaveLength(1);
    const [double] = bets as [SlipBet];
    expect(double.legs).toEqual([
      { ...leg("a", "25000"), builder: 0 },
      { ...leg("a", "10000", "total"), builder: 0 },
      leg("b", "30000"),
    ]);
    expect(figuresOf(double, "EUR")).toMatchObject({ lines: 1, cost: 200n, potentialReturn: 1_500n });
    expect(betOfName(nameOfBet(double))).toEqual(double);
    expect(wireLegs(double)).toEqual(double.legs);
    expect(betOfWire({ legs: wireLegs(double) }).legs).toEqual(double.legs);
    expect(oddsOfAll(double.legs)).toBe(75_000n);
  });

  it("has no line with two selections of one match that are no builder, yet each of them with a banker", () => {
    const two = [leg("a"), leg("a", "20000", "total~total=2.5"), leg("b")];
    expect([...sharedEvents(two)]).toEqual(["a"]);
    expect(multiplesOf(slip(two), true)).toEqual([]);
    expect(multiplesOf(slip(two, {}, [id("b")]), true).map(({ key, lines }) => `${key} ×${lines}`)).toEqual([
      "1 ×2",
    ]);
    expect(multiplesOf(slip(two, {}, [id("a")]), true)).toEqual([]);
  });

  it("offers what the site takes, and nothing with two selections of one match in a line", () => {
    const anySlip = fc
      .tuple(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 12 }), fc.array(fc.nat(11)))
      .map(([events, bankers]) => {
        const picks = events.map((event, at) => leg(`e${event}`, "20000", `m${at}`));
        const ids = bankers.flatMap((at) => (picks[at] ? [`${picks[at].marketId}:home`] : []));
        return slip(picks, {}, [...new Set(ids)]);
      });
    fc.assert(
      fc.property(anySlip, (held) => {
        const joint = new Map(held.legs.map(({ marketId }) => [builderRow([{ marketId }]), "30000"]));
        const keys = multiplesOf(held).map(({ key }) => [key, "1"]);
        for (const bet of betsOf({ ...held, stakes: Object.fromEntries(keys) }, "any", joint)) {
          const { stake, oddsChoice, system } = bet;
          const input = {
            idempotencyKey: KEY,
            stake,
            oddsChoice,
            legs: wireLegs(bet),
            ...(system && { system }),
          };
          expect(SlipInput.safeParse(input).success).toBe(true);
          const row = multiplesOf(held).find(({ key }) => key === rowOf(bet));
          expect(figuresOf(bet, "EUR")).toMatchObject({ lines: row?.lines });
          expect(costOf(bet, "EUR")).toBe(100n * BigInt(row?.lines ?? 0));
        }
        for (const { system, lines, key } of multiplesOf(held, true)) {
          const input = {
            idempotencyKey: KEY,
            stake: "1",
            oddsChoice: "any",
            legs: held.legs,
            ...(system && { system }),
          };
          expect(SlipInput.safeParse(input).success).toBe(true);
          const every = linesOf(held.legs.length, system);
          expect(every).toHaveLength(lines);
          expect(rowOf({ legs: held.legs, ...(system && { system }) })).toBe(key);
          for (const line of every) {
            const events = line.map((at) => eventIdOfMarket(held.legs[at]?.marketId ?? ""));
            expect(new Set(events).size).toBe(events.length);
          }
        }
      }),
    );
  });

  it("is every bet that has a stake, and no other", () => {
    const three = legs(3);
    const bets = betsOf(slip(three, { [id("e1")]: "4", all: "3", "2": "2", "2,3": "", "9": "1" }), "none");
    expect(bets).toEqual([
      { legs: [three[1]], stake: "4", oddsChoice: "none" },
      { legs: three, stake: "3", oddsChoice: "none" },
      { legs: three, stake: "2", oddsChoice: "none", system: { sizes: [2], bankers: [] } },
    ]);
  });
});

describe("what a bet costs and returns", () => {
  const at = (stake: string, currency: "EUR" | "KWD" | "JPY" = "EUR") =>
    figuresOf({ legs: [leg("a", "15000")], stake, oddsChoice: "none" }, currency);

  it("is in the smallest unit of every currency", () => {
    expect(at("1.235", "KWD")).toMatchObject({ cost: 1_235n, potentialReturn: 1_852n });
    expect(at("125", "JPY")).toMatchObject({ cost: 125n, potentialReturn: 187n });
    expect(at("125.5", "JPY")).toBeNull();
  });

  it("is nothing without a stake", () => {
    for (const stake of ["", "0", "x", "1.234"]) expect(at(stake)).toBeNull();
  });

  const anyBet = fc
    .record({
      odds: fc.array(fc.bigInt({ min: 10_100n, max: 1_000_000n }), { minLength: 1, maxLength: 8 }),
      stake: fc.bigInt({ min: 1n, max: 1_000_000n }),
      pick: fc.nat(),
      banker: fc.option(fc.nat(7)),
    })
    .map(({ odds, stake, pick, banker }) => {
      const picks = odds.map((each, nth) => leg(`e${nth}`, each.toString()));
      const held = slip(picks, {}, banker === null ? [] : [id(`e${banker}`)]);
      const systems: (System | undefined)[] = multiplesOf(held).map(({ system }) => system);
      const system = systems[pick % Math.max(1, systems.length)];
      return { legs: picks, stake, ...(system && { system }), oddsChoice: "any" as const };
    });

  it("is what the bet would be settled at if every selection won, to the smallest unit, systems included", () => {
    fc.assert(
      fc.property(anyBet, ({ stake, ...bet }) => {
        const lines = linesOf(bet.legs.length, bet.system);
        const cost = stake * BigInt(lines.length);
        const sent = { ...bet, stake: toDecimalText(money("EUR", stake)) };
        expect(costOf(sent, "EUR")).toBe(cost);
        expect(figuresOf(sent, "EUR")).toEqual({
          lines: lines.length,
          cost,
          potentialReturn: returnByLegs({
            stake: cost,
            lines,
            legs: bet.legs.map(({ odds }) => ({ odds: BigInt(odds), result: null, deadHeat: null })),
          }),
          maximumStake: null,
        });
      }),
    );
  });

  it("is no more than the payout limit, with the largest stake a line within it", () => {
    fc.assert(
      fc.property(anyBet, fc.bigInt({ min: 100_000n, max: 25_000_000n }), ({ stake, ...bet }, payoutMax) => {
        const of = (minor: bigint, max: bigint | null) =>
          figuresOf({ ...bet, stake: toDecimalText(money("EUR", minor)) }, "EUR", max);
        const pays = (minor: bigint) => of(minor, null)?.potentialReturn ?? 0n;
        const shown = of(stake, payoutMax);
        expect(shown?.potentialReturn).toBe(minBigint(pays(stake), payoutMax));
        expect(shown?.maximumStake === null).toBe(pays(stake) <= payoutMax);
        const most = shown?.maximumStake;
        if (most === null || most === undefined) return;
        expect(pays(most)).toBeLessThanOrEqual(payoutMax);
        expect(pays(most + 1n)).toBeGreaterThan(payoutMax);
      }),
    );
  });
});

it("asks only for the moves that the player wants to be asked about", () => {
  expect(needsConsent("none", 20000n, 20000n)).toBe(false);
  expect(needsConsent("none", 20000n, 20100n)).toBe(true);
  expect(needsConsent("higher", 20000n, 20100n)).toBe(false);
  expect(needsConsent("higher", 20000n, 19900n)).toBe(true);
  expect(needsConsent("any", 20000n, 19900n)).toBe(false);
});

describe("the name of a bet", () => {
  const bet = { legs: legs(3), stake: "2", oddsChoice: "none" as const };

  it("tells bets apart by price, stake, choice and system", () => {
    const others = [
      { ...bet, stake: "3" },
      { ...bet, oddsChoice: "any" as const },
      { ...bet, legs: [leg("e0", "20100"), ...legs(3).slice(1)] },
      { ...bet, system: { sizes: [2], bankers: [] } },
      { ...bet, system: { sizes: [2, 3], bankers: [] } },
      { ...bet, system: { sizes: [1], bankers: [0] } },
    ];
    expect(new Set([bet, ...others].map(nameOfBet)).size).toBe(others.length + 1);
    expect(nameOfBet(bet)).toBe(nameOfBet({ ...bet }));
  });

  it("is the whole bet, so that it can be sent again", () => {
    for (const system of [undefined, { sizes: [1, 2], bankers: [2] }]) {
      const sent = { ...bet, ...(system && { system }) };
      expect(betOfName(nameOfBet(sent))).toEqual(sent);
    }
  });
});
