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

const waiting = (id: string, event: number) => ({
  id,
  bet: { legs: [pick(event)], stake: "5", oddsChoice: "none" as const },
  delayMs: 5_000,
  endsAt: 1_800_000_000_000,
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

  it("makes room when a bet is received, keeps what waits over a reload, and lets each go once", () => {
    const storage = memory();
    const slip = createSlip(() => storage);
    slip.toggle(pick(1));
    slip.toggle(pick(2));
    slip.setMode("single");
    slip.setStake("5");
    for (const event of [1, 2]) slip.received(waiting(`bet-${event}`, event));
    expect(slip.current()).toMatchObject({ legs: [], mode: "single", stake: "5" });
    slip.toggle(pick(3));

    const after = createSlip(() => storage);
    after.start();
    expect(after.current().waiting).toEqual([waiting("bet-1", 1), waiting("bet-2", 2)]);
    expect(after.current().legs).toEqual([pick(3)]);
    expect(after.ended("bet-1")).toBe(true);
    expect(after.ended("bet-1")).toBe(false);
    expect(after.current().waiting).toEqual([waiting("bet-2", 2)]);
  });

  it("follows a bet that was received elsewhere without touching the slip, and tells each end once, reloads included", () => {
    const storage = memory();
    const slip = createSlip(() => storage);
    slip.toggle(pick(1));
    slip.follow(waiting("elsewhere", 1));
    slip.follow(waiting("elsewhere", 1));
    expect(slip.current().legs).toEqual([pick(1)]);
    expect(slip.current().waiting).toEqual([waiting("elsewhere", 1)]);
    expect(slip.ended("elsewhere")).toBe(true);

    const after = createSlip(() => storage);
    after.follow(waiting("elsewhere", 1));
    expect(after.current().waiting).toEqual([]);
    expect(after.ended("elsewhere")).toBe(false);
    expect(after.ended("never seen here")).toBe(true);
    expect(after.ended("never seen here")).toBe(false);
  });

  it("holds two bets that are the same to the letter apart", () => {
    const slip = createSlip(memory);
    slip.received(waiting("one", 1));
    slip.received(waiting("two", 1));
    expect(slip.current().waiting.map(({ id }) => id)).toEqual(["one", "two"]);
  });

  it("takes a bet back as it was, and never at the cost of what is on the slip", () => {
    const slip = createSlip(memory);
    slip.putBack({ legs: [pick(1), pick(2)], stake: "7" });
    expect(slip.current()).toMatchObject({ legs: [pick(1), pick(2)], mode: "accumulator", stake: "7" });
    slip.clear();
    slip.toggle(pick(3));
    slip.setStake("9");
    slip.putBack({ legs: [pick(1)], stake: "7" });
    expect(slip.current()).toMatchObject({ legs: [pick(3), pick(1)], mode: "single", stake: "9" });
    slip.putBack({ legs: [pick(1, "away")], stake: "7" });
    expect(slip.current().legs).toEqual([pick(3), pick(1, "away")]);
  });

  it("does not trip over what somebody else stored", () => {
    for (const text of ["{", "null", '{"legs":5}', '{"legs":[{"marketId":1}]}'])
      expect(createSlip(() => ({ getItem: () => text, setItem: () => undefined })).current().legs).toEqual(
        [],
      );
    // Of an older version, or of nobody's.
    const stored = JSON.stringify({ legs: [pick(1)], waiting: { "[]": { id: "bet" } }, told: [7] });
    const slip = createSlip(() => ({ getItem: () => stored, setItem: () => undefined }));
    slip.start();
    expect(slip.current()).toMatchObject({ legs: [pick(1)], waiting: [], told: [] });
  });
});
