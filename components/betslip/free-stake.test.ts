import { expect, it } from "vitest";
import { freeStakeOf, freeStakeText, stakeOfText, textOfStake } from "./free-stake.ts";
import { betOfName, betsOf, costOf, figuresOf, nameOfBet } from "./lines.ts";
import { createSlip } from "./store.ts";
import { draftOf } from "./stored-slip.ts";

const ID = "0196a0aa-0000-7000-8000-000000000001";
const FREE = freeStakeText({ id: ID, amount: "10.00" });
const leg = (event: string, odds = "30000") => ({ marketId: `${event}.1x2`, outcomeKey: "home", odds });
const [first, second] = [leg("a"), leg("b", "20000")];

it("is no amount that a player could type", () => {
  expect(freeStakeOf(FREE)).toEqual({ id: ID, amount: "10.00" });
  for (const typed of ["", "10", "free", "free:10", `free:${ID}:`, `free:${ID}:ten`])
    expect(freeStakeOf(typed)).toBeNull();
  for (const text of [FREE, "10"]) expect(textOfStake(stakeOfText(text))).toBe(text);
});

it("costs nothing, and returns the profit", () => {
  const [bet] = betsOf({ legs: [first, second], bankers: [], stakes: { all: FREE } }, "any");
  expect(bet).toMatchObject({ stake: "10.00", freeBet: ID });
  if (!bet) throw new Error("no bet");
  expect(figuresOf(bet, "EUR")).toMatchObject({ cost: 0n, potentialReturn: 5_000n, maximumStake: null });
  expect(costOf(bet, "EUR")).toBe(0n);
  expect(betOfName(nameOfBet(bet))).toEqual(bet);
  const { freeBet: _, ...paid } = bet;
  expect(nameOfBet(paid)).not.toBe(nameOfBet(bet));
});

it("is never on a system", () => {
  expect(betsOf({ legs: [first, second, leg("c")], bankers: [], stakes: { "2": FREE } }, "any")).toEqual([]);
});

it("stays a free bet when selections change, and is left out of what other devices get", () => {
  const kept = new Map<string, string>();
  const slip = createSlip(() => ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  }));
  slip.open("alice");
  slip.toggle(first);
  slip.toggle(second);
  slip.setFreeBet("all", { id: ID, amount: "10.00" });
  expect(slip.current().stake).toBe("");
  expect(draftOf(slip.current()).stakes).toEqual([]);
  slip.remove(["b.1x2:home"]);
  expect(betsOf(slip.current(), "any")).toMatchObject([{ legs: [first], stake: "10.00", freeBet: ID }]);
  slip.toggle({ ...first, outcomeKey: "away" });
  expect(betsOf(slip.current(), "any")).toMatchObject([{ stake: "10.00", freeBet: ID }]);
  slip.toggle(second);
  slip.setFreeBet("b.1x2:home", { id: ID, amount: "10.00" });
  expect(betsOf(slip.current(), "any")).toHaveLength(1);
  slip.setStake("b.1x2:home", "3");
  expect(betsOf(slip.current(), "any")).toMatchObject([{ stake: "3" }]);
});
