import { expect, it, vi } from "vitest";
import { createQuickBet, type QuickPick } from "./quick-bet.ts";

const pick = (event: number): QuickPick => ({
  leg: { marketId: `e${event}.1x2`, outcomeKey: "home", odds: "20000" },
  boost: null,
  market: "Full-time result",
  outcome: "Home",
});

const memory = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  };
};

const opened = (now: () => number = () => 0) => {
  const storage = memory();
  const mode = createQuickBet(() => storage, now);
  const place = vi.fn(async () => undefined);
  mode.serve(place);
  return { mode, place, storage };
};

it("is off until an account turns it on, and for every other account", () => {
  const { mode, place } = opened();
  mode.turn(true);
  expect(mode.tap(pick(1))).toBe(false);
  mode.open("alice");
  expect(mode.tap(pick(1))).toBe(false);
  mode.turn(true);
  expect(mode.tap(pick(1))).toBe(true);
  mode.open("bob");
  expect(mode.tap(pick(1))).toBe(false);
  mode.open(null);
  expect(mode.tap(pick(1))).toBe(false);
  mode.open("alice");
  expect(mode.current().on).toBe(true);
  expect(place).toHaveBeenCalledTimes(1);
});

it("takes two taps in a second for one, and another outcome for another bet", async () => {
  let time = 0;
  const { mode, place } = opened(() => time);
  mode.open("alice");
  mode.turn(true);
  mode.tap(pick(1));
  await Promise.resolve();
  time = 999;
  expect(mode.tap(pick(1))).toBe(true);
  mode.tap(pick(2));
  expect(place).toHaveBeenCalledTimes(2);
  await vi.waitFor(() => {
    time += 1_000;
    mode.tap(pick(1));
    expect(place).toHaveBeenCalledTimes(3);
  });
});

it("waits for the answer to a bet before the same odds can be tapped again", async () => {
  let time = 0;
  const { mode } = opened(() => time);
  let answer = (): void => undefined;
  const slow = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)));
  mode.serve(slow);
  mode.open("alice");
  mode.turn(true);
  mode.tap(pick(1));
  time = 60_000;
  expect(mode.tap(pick(1))).toBe(true);
  expect(slow).toHaveBeenCalledTimes(1);
  answer();
  await vi.waitFor(() => {
    mode.tap(pick(1));
    expect(slow).toHaveBeenCalledTimes(2);
  });
});

it("survives a reload of its tab, and nothing that is stored there wrongly", () => {
  const { mode, storage } = opened();
  mode.open("alice");
  mode.turn(true);
  mode.setStake("2.50");
  const after = createQuickBet(() => storage);
  after.open("alice");
  expect(after.current()).toEqual({ on: true, stake: "2.50" });
  for (const text of ["{", "null", "7", '{"on":"yes","stake":5}']) {
    const odd = createQuickBet(() => ({ getItem: () => text, setItem: () => undefined }));
    odd.open("alice");
    expect(odd.current()).toEqual({ on: false, stake: "" });
  }
});
