import { describe, expect, it } from "vitest";
import { SlipInput } from "#lib/sportsbook/betting/schema.ts";
import { betOfName, betsOf, costOf, figuresOf, nameOfBet, rowOf } from "../lines.ts";
import { createSlip } from "../store.ts";
import { builderRow, buildersOf } from "./builders.ts";
import { betOfWire, wireLegs } from "./wire.ts";

const leg = (event: string, market: string, odds = "20000") => ({
  marketId: `${event}.${market}`,
  outcomeKey: "home",
  odds,
});
const id = (event: string, market: string) => `${event}.${market}:home`;

const TWO = [leg("a", "1x2"), leg("a", "total~total=2.5", "19000")];
const ROW = builderRow(TWO);
const PRICE = new Map([[ROW, "38500"]]);

const newSlip = () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  };
  return createSlip(() => storage);
};
const slipOf = (legs: ReturnType<typeof leg>[], stakes: Record<string, string> = {}) => {
  const slip = newSlip();
  for (const each of legs) slip.toggle(each);
  for (const [row, stake] of Object.entries(stakes)) slip.setStake(row, stake);
  return slip;
};
const betsIn = (slip: ReturnType<typeof newSlip>) => betsOf(slip.current(), "none", PRICE);

describe("the builders of a slip", () => {
  it("are one for each match with several selections", () => {
    expect(buildersOf([leg("a", "1x2"), leg("b", "1x2")])).toEqual([]);
    const both = buildersOf([leg("a", "x"), leg("b", "x"), leg("b", "y"), leg("a", "y"), leg("a", "z")]);
    expect(both.map(({ eventId, legs }) => [eventId, legs.length])).toEqual([
      ["a", 3],
      ["b", 2],
    ]);
  });

  it("are bets at their joint price, and none without a price or a stake", () => {
    const slip = slipOf([...TWO, leg("b", "1x2")], { [ROW]: "4", [id("b", "1x2")]: "1" });
    const bets = betsIn(slip);
    expect(bets.map(({ legs, builder }) => [legs.length, builder])).toEqual([
      [1, undefined],
      [2, "38500"],
    ]);
    const builder = bets[1];
    if (!builder) throw new Error("no builder");
    expect(rowOf(builder)).toBe(ROW);
    expect(costOf(builder, "EUR")).toBe(400n);
    expect(figuresOf(builder, "EUR")).toMatchObject({ lines: 1, cost: 400n, potentialReturn: 1_540n });
    expect(figuresOf(builder, "EUR", 1_000n)).toMatchObject({ potentialReturn: 1_000n, maximumStake: 259n });
    expect(betsOf(slip.current(), "none")).toHaveLength(1);
    slip.setStake(ROW, "");
    expect(betsIn(slip)).toHaveLength(1);
  });

  it("keep their stake when a selection is added, and lose it with the last but one", () => {
    const slip = slipOf(TWO, { [ROW]: "4" });
    slip.toggle(leg("a", "btts"));
    expect(slip.current().stakes[ROW]).toBe("4");
    slip.remove([id("a", "btts"), id("a", "1x2")]);
    expect(slip.current().stakes[ROW]).toBeUndefined();
  });
});

describe("a builder that was placed", () => {
  it("takes its selections from the slip, but not those of another bet", () => {
    const slip = slipOf([...TWO, leg("b", "1x2")], { [ROW]: "4", [id("a", "1x2")]: "1" });
    const builder = betsIn(slip).find((bet) => bet.builder);
    if (!builder) throw new Error("no builder");
    expect(slip.stillOn([builder])).toEqual([builder]);
    slip.placed(builder);
    expect(slip.current().legs.map(({ marketId }) => marketId)).toEqual(["a.1x2", "b.1x2"]);
    expect(slip.current().stakes[ROW]).toBeUndefined();
    expect(slip.stillOn([builder])).toEqual([]);
  });

  it("leaves its selections while the builder still waits for its own bet", () => {
    const slip = slipOf(TWO, { [ROW]: "4", [id("a", "1x2")]: "1" });
    const single = betsIn(slip).find((bet) => !bet.builder);
    if (!single) throw new Error("no single");
    slip.placed(single);
    expect(slip.current().legs).toHaveLength(2);
    expect(betsIn(slip).map(({ builder }) => builder)).toEqual(["38500"]);
  });

  it("returns to the slip as a builder, without prices to ask about", () => {
    const slip = slipOf(TWO, { [ROW]: "4" });
    const [builder] = betsIn(slip);
    if (!builder) throw new Error("no builder");
    slip.placed(builder);
    expect(slip.current().legs).toEqual([]);
    slip.putBack(builder);
    expect(slip.current().stakes).toEqual({ [ROW]: "4" });
    expect(slip.current().legs.map(({ odds }) => odds)).toEqual(["10000", "10000"]);
  });
});

describe("a builder on its way to the site", () => {
  const bet = { legs: TWO, stake: "4", oddsChoice: "none", builder: "38500" } as const;

  it("has the joint price on its first leg, as the site takes it", () => {
    const legs = wireLegs(bet);
    expect(legs.map(({ odds, builder }) => [odds, builder])).toEqual([
      ["38500", 0],
      ["10000", 0],
    ]);
    const input = { idempotencyKey: "00000000-0000-7000-8000-000000000000", stake: "4", oddsChoice: "none" };
    expect(SlipInput.safeParse({ ...input, legs }).success).toBe(true);
    expect(wireLegs({ legs: TWO })).toEqual(TWO);
  });

  it("is the same bet again from what the site has, and from its name", () => {
    const [sent] = betsIn(slipOf(TWO, { [ROW]: "4" }));
    if (!sent) throw new Error("no builder");
    const { legs: _, builder: __, ...rest } = sent;
    expect(betOfWire({ ...rest, legs: wireLegs(sent) })).toEqual(sent);
    expect(betOfName(nameOfBet(sent))).toEqual(sent);
    expect(betOfWire({ legs: wireLegs({ legs: TWO }) })).toEqual({ legs: TWO });
  });

  it("has a name of its own by its price, whatever its selections cost alone", () => {
    const name = (legs: ReturnType<typeof leg>[], price: string) =>
      betsOf({ legs, bankers: [], stakes: { [ROW]: "4" } }, "none", new Map([[ROW, price]])).map(
        nameOfBet,
      )[0];
    const moved = TWO.map((each) => ({ ...each, odds: "30000" }));
    expect(name(moved, "38500")).toBe(name(TWO, "38500"));
    expect(name(TWO, "39000")).not.toBe(name(TWO, "38500"));
    expect(name(TWO, "38500")).not.toBe(nameOfBet({ ...bet, builder: undefined as never }));
  });
});
