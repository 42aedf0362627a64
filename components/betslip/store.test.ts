import { describe, expect, it } from "vitest";
import { createSlip, LEGS_MAX, type SlipStore, storageKeyOf } from "./store.ts";
import { draftOf } from "./stored-slip.ts";

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

const id = (event: number) => `e${event}.1x2:home`;

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
    expect(slip.current().stakes).toEqual({ [id(1)]: "5" });
    slip.setStake(id(1), "");
    slip.toggle(pick(2), "5");
    expect(slip.current().stakes).toEqual({});
    slip.setStake("all", "12.50");
    slip.clear();
    slip.toggle(pick(1), "5");
    expect(slip.current().stakes).toEqual({ [id(1)]: "12.50" });
  });

  it("begins the next slip with the last stake, unless it was the largest possible one", () => {
    const slip = newSlip();
    slip.toggle(pick(1), "5");
    slip.setStake(id(1), "7");
    slip.setMaximum(id(1), "980");
    expect(slip.current().stakes).toEqual({ [id(1)]: "980" });
    slip.clear();
    slip.toggle(pick(2), "5");
    expect(slip.current().stakes).toEqual({ [id(2)]: "7" });
  });

  it("moves a stake that nobody typed to all legs with the second, and back with the last", () => {
    const slip = newSlip();
    slip.toggle(pick(1), "5");
    slip.toggle(pick(2));
    expect(slip.current().stakes).toEqual({ all: "5" });
    slip.toggle(pick(3));
    expect(slip.current().stakes).toEqual({ all: "5" });
    slip.remove([id(1), id(2)]);
    expect(slip.current().stakes).toEqual({ [id(3)]: "5" });
  });

  it("leaves a typed stake where it was typed", () => {
    const slip = newSlip();
    slip.toggle(pick(1), "5");
    slip.setStake(id(1), "3");
    slip.toggle(pick(2));
    expect(slip.current().stakes).toEqual({ [id(1)]: "3" });
    slip.setEach("2");
    expect(slip.current().stakes).toEqual({ [id(1)]: "2", [id(2)]: "2" });
  });

  it("gives the stake and the place of a leg to another outcome of its market", () => {
    const slip = newSlip();
    for (const event of [1, 2, 3]) slip.toggle(pick(event));
    slip.toggleBanker(id(1));
    slip.setStake(id(1), "4");
    slip.setStake("1", "2");
    slip.toggle(pick(1, "away"));
    expect(slip.current()).toMatchObject({
      legs: [pick(1, "away"), pick(2), pick(3)],
      stakes: { "e1.1x2:away": "4", "1": "2" },
      bankers: ["e1.1x2:away"],
    });
  });

  it("drops the stake on a system when its legs or bankers change, for it would cost something else", () => {
    for (const change of [
      (slip: SlipStore) => slip.toggle(pick(4)),
      (slip: SlipStore) => slip.toggle(pick(3)),
      (slip: SlipStore) => slip.toggleBanker(id(1)),
    ]) {
      const slip = newSlip();
      for (const event of [1, 2, 3]) slip.toggle(pick(event));
      slip.setStake("2", "1");
      slip.setStake("all", "6");
      change(slip);
      expect(slip.current().stakes).toEqual({ all: "6" });
    }
  });

  it("keeps selections while a bet of the slip that is not placed needs them", () => {
    const slip = newSlip();
    for (const event of [1, 2, 3]) slip.toggle(pick(event));
    slip.setStake(id(1), "1");
    slip.setStake(id(2), "2");
    slip.setStake("all", "3");
    slip.setStake("2", "4");
    const three = [pick(1), pick(2), pick(3)];
    slip.placed({ legs: [pick(1)] });
    slip.placed({ legs: three, system: { sizes: [2], bankers: [] } });
    expect(slip.current()).toMatchObject({ legs: three, stakes: { [id(2)]: "2", all: "3" } });
    slip.placed({ legs: three });
    expect(slip.current()).toMatchObject({ legs: [pick(2)], stakes: { [id(2)]: "2" } });
    slip.placed({ legs: [pick(2)] });
    expect(slip.current()).toMatchObject({ legs: [], stakes: {} });
  });

  it("comes back whole after it was cleared, unless something else is on it, or it is another account's", () => {
    const slip = newSlip();
    for (const event of [1, 2, 3]) slip.toggle(pick(event));
    slip.toggleBanker(id(2));
    slip.setStake("1", "4");
    slip.setOddsChoice("any");
    const before = slip.current();
    const undo = slip.clear();
    expect(slip.current()).toMatchObject({ legs: [], stakes: {}, bankers: [], oddsChoice: null });
    undo();
    expect(slip.current()).toEqual(before);

    const late = slip.clear();
    slip.toggle(pick(9));
    late();
    expect(slip.current().legs).toEqual([pick(9)]);
    const others = slip.clear();
    slip.open("alice");
    others();
    expect(slip.current().legs).toEqual([]);
  });

  it("survives a reload, keys of unanswered bets included", () => {
    const storage = memory();
    const before = createSlip(() => storage);
    before.toggle(pick(1));
    before.setStake(id(1), "12.50");
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
    slip.setEach("5");
    for (const event of [1, 2]) slip.received(pending(`bet-${event}`, event));
    expect(slip.current()).toMatchObject({ legs: [], stakes: {}, stake: "5" });
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
    expect(slip.current()).toMatchObject({ legs: [pick(1), pick(2)], stakes: { all: "7" }, stake: "7" });
    slip.clear();
    slip.toggle(pick(3));
    slip.setStake(id(3), "9");
    slip.putBack({ legs: [pick(1)], stake: "7" });
    expect(slip.current()).toMatchObject({
      legs: [pick(3), pick(1)],
      stakes: { [id(3)]: "9", [id(1)]: "7" },
      stake: "9",
    });
    slip.putBack({ legs: [pick(1, "away"), pick(2)], stake: "7" });
    expect(slip.current()).toMatchObject({
      legs: [pick(3), pick(1, "away"), pick(2)],
      stakes: { [id(3)]: "9" },
    });
  });

  it("takes a system back with its bankers and its stake a line", () => {
    const slip = newSlip();
    const legs = [pick(1), pick(2), pick(3), pick(4)];
    slip.putBack({ legs, stake: "2", system: { sizes: [2], bankers: [3] } });
    expect(slip.current()).toMatchObject({ legs, stakes: { "2": "2" }, bankers: [id(4)] });
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
    expect(slip.current()).toMatchObject({ legs: [pick(1)], stakes: {}, pending: [], shown: [] });
  });

  it("reads what it stored when a slip had one stake for all", () => {
    const read = (mode: string) => {
      const stored = JSON.stringify({ legs: [pick(1), pick(2)], mode, stake: "5" });
      const slip = createSlip(() => ({ getItem: () => stored, setItem: () => undefined }));
      slip.open(null);
      return slip.current().stakes;
    };
    expect(read("accumulator")).toEqual({ all: "5" });
    expect(read("single")).toEqual({ [id(1)]: "5", [id(2)]: "5" });
  });

  it("travels to another device whole, and comes from one that runs an older release", () => {
    const [here, there] = [newSlip(), newSlip()];
    for (const event of [1, 2, 3]) here.toggle(pick(event));
    here.toggleBanker(id(3));
    here.setStake(id(1), "1.50");
    here.setStake("1", "2");
    there.replace(draftOf(here.current()));
    const { legs, stakes, bankers, stake } = here.current();
    expect(there.current()).toMatchObject({ legs, stakes, bankers, stake });
    there.replace({ legs: [pick(1), pick(2)], mode: "accumulator", stake: "5" });
    expect(there.current()).toMatchObject({ stakes: { all: "5" }, bankers: [] });
  });
});

it("does not move a stake to two selections of one match, which have no line together", () => {
  const slip = newSlip();
  slip.toggle(pick(1), "5");
  slip.toggle({ ...pick(1), marketId: "e1.total~total=2.5", outcomeKey: "over" });
  expect(slip.current()).toMatchObject({ stakes: { [id(1)]: "5" }, legs: [{}, {}] });
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
    slip.setStake(id(2), "7");
    slip.open("alice");
    expect(slip.current()).toMatchObject({ legs: [pick(2)], stakes: { [id(2)]: "7" } });
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
    one.toggle(pick(1), "5");
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
