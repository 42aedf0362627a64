import { describe, expect, it } from "vitest";
import { createSlip, LEGS_MAX } from "./store.ts";

const memory = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  };
};
const pick = (event: number, outcomeKey = "home") => ({
  marketId: `e${event}.1x2`,
  outcomeKey,
  odds: "22500",
});

describe("the slip", () => {
  it("takes a pick, changes it within its market, and lets it go", () => {
    const slip = createSlip(memory);
    expect(slip.toggle(pick(1))).toBe("added");
    expect(slip.toggle(pick(1, "away"))).toBe("added");
    expect(slip.current().legs.map((leg) => leg.outcomeKey)).toEqual(["away"]);
    expect(slip.toggle(pick(1, "away"))).toBe("removed");
    expect(slip.current().legs).toEqual([]);
  });

  it("finds the usual stake with the first pick, and leaves alone what the player wrote or wiped out", () => {
    const slip = createSlip(memory);
    slip.toggle(pick(1), "5");
    expect(slip.current().stake).toBe("5");
    slip.setStake("");
    slip.toggle(pick(2), "5");
    expect(slip.current().stake).toBe("");
    slip.setStake("12.50");
    slip.clear();
    slip.toggle(pick(1), "5");
    expect(slip.current().stake).toBe("12.50");
  });

  it("becomes an accumulator with the second leg, and a single again with the last", () => {
    const slip = createSlip(memory);
    slip.toggle(pick(1));
    expect(slip.current().mode).toBe("single");
    slip.toggle(pick(2));
    expect(slip.current().mode).toBe("accumulator");
    slip.setMode("single");
    slip.toggle(pick(3));
    expect(slip.current().mode).toBe("single");
    slip.setMode("accumulator");
    slip.remove(["e1.1x2:home", "e2.1x2:home"]);
    expect(slip.current().mode).toBe("single");
  });

  it("survives a reload, keys of unanswered bets included", () => {
    const storage = memory();
    const before = createSlip(() => storage);
    before.toggle(pick(1));
    before.setStake("12.50");
    const key = before.keyFor("bet");
    const after = createSlip(() => storage);
    after.start();
    expect(after.current()).toEqual(before.current());
    expect(after.keyFor("bet")).toBe(key);
    after.answered("bet");
    expect(after.keyFor("bet")).not.toBe(key);
  });

  it("keeps what was stored when the first act comes before it was read", () => {
    const storage = memory();
    createSlip(() => storage).toggle(pick(1));
    const after = createSlip(() => storage);
    after.toggle(pick(2));
    expect(after.current().legs).toHaveLength(2);
  });

  it("holds no more legs than a bet may have", () => {
    const slip = createSlip(memory);
    for (let event = 0; event < LEGS_MAX; event += 1) slip.toggle(pick(event));
    expect(slip.toggle(pick(99))).toBe("full");
    expect(slip.toggle(pick(0, "away"))).toBe("added");
    expect(slip.current().legs).toHaveLength(LEGS_MAX);
  });

  it("does not trip over what somebody else stored", () => {
    for (const text of ["{", "null", '{"legs":5}', '{"legs":[{"marketId":1}]}'])
      expect(createSlip(() => ({ getItem: () => text, setItem: () => undefined })).current().legs).toEqual(
        [],
      );
  });
});
