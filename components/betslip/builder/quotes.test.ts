import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createQuotes, NO_QUOTE, type QuoteAnswer } from "./quotes.ts";

const LEGS = [
  { marketId: "e1.1x2", outcomeKey: "home" },
  { marketId: "e1.total~total=2.5", outcomeKey: "over" },
];
const PROBLEM = { reason: "builder_excluded", marketIds: ["e1.1x2", "e1.total~total=2.5"] } as const;

const ask = vi.fn<() => Promise<QuoteAnswer>>();
const newQuotes = () => createQuotes(ask);
const priced = (odds: string) => ask.mockResolvedValueOnce({ odds });
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  ask.mockReset();
});
afterEach(() => vi.useRealTimers());

describe("the price of a builder", () => {
  it("is asked for at once, whatever the order of its selections", async () => {
    const quotes = newQuotes();
    priced("38500");
    quotes.follow(LEGS, "a");
    expect(quotes.of(LEGS)).toBe(NO_QUOTE);
    await pass(0);
    expect(quotes.of(LEGS.toReversed())).toEqual({ odds: "38500", agreed: "38500", problem: null });
  });

  it("follows the prices of its selections, and keeps what the player has agreed to", async () => {
    const quotes = newQuotes();
    priced("38500");
    let stop = quotes.follow(LEGS, "a");
    await pass(0);
    stop();
    stop = quotes.follow(LEGS, "a");
    await pass(5_000);
    expect(ask).toHaveBeenCalledTimes(1);
    stop();
    priced("36000");
    quotes.follow(LEGS, "b");
    await pass(0);
    expect(quotes.of(LEGS)).toMatchObject({ odds: "36000", agreed: "38500" });
    quotes.agree(LEGS);
    expect(quotes.of(LEGS)).toMatchObject({ odds: "36000", agreed: "36000" });
  });

  it("is asked for once a second at most, and in the end for the newest prices", async () => {
    const quotes = newQuotes();
    ask.mockResolvedValue({ odds: "38500" });
    let stop = quotes.follow(LEGS, "0");
    for (let at = 1; at <= 40; at += 1) {
      await pass(50);
      stop();
      stop = quotes.follow(LEGS, String(at));
    }
    expect(ask.mock.calls.length).toBeLessThanOrEqual(3);
    priced("41000");
    await pass(1_000);
    expect(quotes.of(LEGS).odds).toBe("41000");
    const asked = ask.mock.calls.length;
    await pass(10_000);
    expect(ask).toHaveBeenCalledTimes(asked);
  });

  it("is asked for again where prices moved before the answer came", async () => {
    const quotes = newQuotes();
    let answer: (odds: QuoteAnswer) => void = () => undefined;
    ask.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    quotes.follow(LEGS, "a");
    await pass(0);
    quotes.follow(LEGS, "b");
    answer({ odds: "38500" });
    priced("36000");
    await pass(1_000);
    expect(quotes.of(LEGS).odds).toBe("36000");
  });

  it("stays while a market is suspended, and goes where the selections are no builder", async () => {
    const quotes = newQuotes();
    priced("38500");
    quotes.follow(LEGS, "a");
    await pass(0);
    ask.mockResolvedValueOnce("paused");
    quotes.follow(LEGS, "b");
    await pass(1_000);
    expect(quotes.of(LEGS).odds).toBe("38500");
    ask.mockResolvedValueOnce({ problem: { ...PROBLEM, marketIds: [...PROBLEM.marketIds] } });
    quotes.follow(LEGS, "c");
    await pass(1_000);
    expect(quotes.of(LEGS)).toEqual({ odds: null, agreed: null, problem: PROBLEM });
  });

  it("is asked for again after a failure, and no longer once nobody looks", async () => {
    const quotes = newQuotes();
    ask.mockRejectedValueOnce(new Error("offline")).mockResolvedValueOnce(null);
    const stop = quotes.follow(LEGS, "a");
    await pass(3_000);
    expect(ask).toHaveBeenCalledTimes(2);
    stop();
    await pass(60_000);
    expect(ask).toHaveBeenCalledTimes(2);
    priced("38500");
    quotes.follow(LEGS, "a");
    await pass(3_000);
    expect(quotes.of(LEGS).odds).toBe("38500");
  });

  it("is asked for again when the site has refused it", async () => {
    const quotes = newQuotes();
    priced("38500");
    quotes.follow(LEGS, "a");
    await pass(0);
    priced("36000");
    quotes.renew(LEGS);
    await pass(0);
    expect(quotes.of(LEGS)).toMatchObject({ odds: "36000", agreed: "38500" });
  });
});
