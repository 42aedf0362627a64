import { describe, expect, it } from "vitest";
import { createSlip, LEGS_MAX, storageKeyOf } from "./store.ts";

const memory = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  };
};
const newSlip = () => {
  const storage = memory();
  return createSlip(() => storage);
};
const pick = (event: number, outcomeKey = "home") => ({
  marketId: `e${event}.1x2`,
  outcomeKey,
  odds: "22500",
});

const pending = (id: string, event: number) => ({
  id,
  bet: { legs: [pick(event)], stake: "5", oddsChoice: "none" as const },
  delayMs: 5_000,
  endsAt: 1_800_000_000_000,
});

describe("the slip", () => {
  it("takes a pick, changes it within its market, and lets it go", () => {
    const slip = newSlip();
    expect(slip.toggle(pick(1))).toBe("added");
    expect(slip.toggle(pick(1, "away"))).toBe("added");
    expect(slip.current().legs.map((leg) => leg.outcomeKey)).toEqual(["away"]);
    expect(slip.toggle(pick(1, "away"))).toBe("removed");
    expect(slip.current().legs).toEqual([]);
  });

  it("finds the usual stake with the first pick, and leaves alone what the player wrote or wiped out", () => {
    const slip = newSlip();
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
    const slip = newSlip();
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
    after.open(null);
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
    const slip = newSlip();
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
    for (const event of [1, 2]) slip.received(pending(`bet-${event}`, event));
    expect(slip.current()).toMatchObject({ legs: [], mode: "single", stake: "5" });
    slip.toggle(pick(3));

    const after = createSlip(() => storage);
    after.open(null);
    expect(after.current().pending).toEqual([pending("bet-1", 1), pending("bet-2", 2)]);
    expect(after.current().legs).toEqual([pick(3)]);
    expect(after.ended("bet-1")).toBe(true);
    expect(after.ended("bet-1")).toBe(false);
    expect(after.current().pending).toEqual([pending("bet-2", 2)]);
  });

  it("follows a bet that was received elsewhere without touching the slip, and tells each end once, reloads included", () => {
    const storage = memory();
    const slip = createSlip(() => storage);
    slip.toggle(pick(1));
    slip.follow(pending("elsewhere", 1));
    slip.follow(pending("elsewhere", 1));
    expect(slip.current().legs).toEqual([pick(1)]);
    expect(slip.current().pending).toEqual([pending("elsewhere", 1)]);
    expect(slip.ended("elsewhere")).toBe(true);

    const after = createSlip(() => storage);
    after.follow(pending("elsewhere", 1));
    expect(after.current().pending).toEqual([]);
    expect(after.ended("elsewhere")).toBe(false);
    expect(after.ended("never seen here")).toBe(true);
    expect(after.ended("never seen here")).toBe(false);
  });

  it("holds two bets that are the same to the letter apart", () => {
    const slip = newSlip();
    slip.received(pending("one", 1));
    slip.received(pending("two", 1));
    expect(slip.current().pending.map(({ id }) => id)).toEqual(["one", "two"]);
  });

  it("takes a bet back as it was, and never at the cost of what is on the slip", () => {
    const slip = newSlip();
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
    const opened = (storage: Pick<Storage, "getItem" | "setItem">) => {
      const slip = createSlip(() => storage);
      slip.open(null);
      return slip;
    };
    for (const text of ["{", "null", '{"legs":5}', '{"legs":[{"marketId":1}]}'])
      expect(opened({ getItem: () => text, setItem: () => undefined }).current().legs).toEqual([]);
    // Of an older version, or of nobody's.
    const stored = JSON.stringify({ legs: [pick(1)], pending: { "[]": { id: "bet" } }, shown: [7] });
    const slip = createSlip(() => ({ getItem: () => stored, setItem: () => undefined }));
    slip.open(null);
    expect(slip.current()).toMatchObject({ legs: [pick(1)], pending: [], shown: [] });
  });
});

describe("a second selection", () => {
  it("makes an accumulator of two matches, and singles of one", () => {
    const slip = newSlip();
    slip.toggle(pick(1));
    slip.toggle({ ...pick(1), marketId: "e1.total~total=2.5", outcomeKey: "over" });
    expect(slip.current()).toMatchObject({ mode: "single", legs: [{}, {}] });
    slip.clear();
    slip.toggle(pick(1));
    slip.toggle(pick(2));
    expect(slip.current().mode).toBe("accumulator");
  });
});

describe("the choice on changed odds", () => {
  it("goes with the slip that it was made for", () => {
    const slip = newSlip();
    const chosen = () => {
      slip.toggle(pick(1));
      slip.setOddsChoice("any");
    };
    chosen();
    slip.toggle(pick(2));
    slip.remove(["e1.1x2:home"]);
    expect(slip.current().oddsChoice).toBe("any");
    for (const empty of [
      () => slip.clear(),
      () => slip.remove(slip.current().legs.map(({ marketId }) => `${marketId}:home`)),
      () => slip.received(pending("bet", 1)),
    ]) {
      slip.clear();
      chosen();
      empty();
      expect(slip.current()).toMatchObject({ legs: [], oddsChoice: null });
      slip.toggle(pick(3));
      expect(slip.current().oddsChoice).toBeNull();
    }
  });
});

describe("accounts on one browser", () => {
  it("each find their own slip, unanswered bets and pending bets, and nothing of another's", () => {
    const storage = memory();
    const slip = createSlip(() => storage);
    slip.open("alice");
    slip.toggle(pick(1));
    const key = slip.keyFor("bet");
    slip.received(pending("one", 2));
    const alices = slip.current();

    for (const other of [null, "bob"]) {
      expect(slip.open(other)).toBe(true);
      expect(slip.of("alice")).toEqual(slip.empty());
      expect(slip.current()).toEqual(slip.empty());
      expect(slip.keyFor("bet")).not.toBe(key);
      slip.answered("bet");
    }
    slip.open("alice");
    expect(slip.current()).toEqual(alices);
    expect(slip.keyFor("bet")).toBe(key);
  });

  it("take over what was picked as a visitor, once, as it was shown", () => {
    const storage = memory();
    const slip = createSlip(() => storage);
    slip.open("alice");
    slip.toggle(pick(1));
    slip.open(null);
    slip.toggle(pick(2));
    slip.setStake("7");
    slip.open("alice");
    expect(slip.current()).toMatchObject({ legs: [pick(2)], stake: "7" });
    slip.open(null);
    expect(slip.current().legs).toEqual([]);
    slip.open("bob");
    expect(slip.current().legs).toEqual([]);
  });
});

describe("tabs of one browser", () => {
  const tabs = () => {
    const storage = memory();
    return [createSlip(() => storage), createSlip(() => storage)] as const;
  };

  it("change what the other left, though they did not hear of it", () => {
    const [one, two] = tabs();
    one.toggle(pick(1));
    two.toggle(pick(2));
    one.toggle(pick(3));
    expect(one.current().legs).toEqual([pick(1), pick(2), pick(3)]);
    two.refresh();
    expect(two.current()).toEqual(one.current());
  });

  it("do not place what the other has placed, and show the slip as emptied", () => {
    const [one, two] = tabs();
    one.toggle(pick(1));
    two.open(null);
    const bets = [{ legs: two.current().legs }];
    expect(two.stillOn(bets)).toEqual(bets);
    one.remove(["e1.1x2:home"]);
    expect(two.stillOn(bets)).toEqual([]);
    expect(two.current().legs).toEqual([]);
  });

  it("send the same bet under the same key while its answer is open", () => {
    const [one, two] = tabs();
    one.toggle(pick(1));
    expect(two.keyFor("bet")).toBe(one.keyFor("bet"));
  });

  it("keep each their own slip where the browser keeps nothing", () => {
    for (const storage of [
      () => null,
      () => ({
        getItem: () => null,
        setItem: () => {
          throw new Error("full");
        },
      }),
    ]) {
      const slip = createSlip(storage);
      slip.toggle(pick(1));
      slip.toggle(pick(2));
      expect(slip.current().legs).toEqual([pick(1), pick(2)]);
    }
  });

  it("drop what was deleted from the browser's storage", () => {
    const storage = memory();
    const slip = createSlip(() => storage);
    slip.toggle(pick(1));
    storage.setItem(storageKeyOf(null), "");
    slip.refresh();
    expect(slip.current().legs).toEqual([]);
  });
});
