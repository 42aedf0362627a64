import { describe, expect, it } from "vitest";
import { bothAllow, socketLimits } from "./socket-limits.ts";

const RATES = { joins: { burst: 10, perSecond: 0 }, messages: { burst: 4, perSecond: 0 } };

describe("case 38: the sockets of an account", () => {
  it("are so many at once", () => {
    const { enter } = socketLimits(2, 1, RATES);
    const [first, second] = [enter("a"), enter("a")];
    expect([first, second, enter("b")].every(Boolean)).toBe(true);
    expect(enter("a")).toBeNull();
    first?.leave();
    first?.leave();
    expect(enter("a")).not.toBeNull();
    expect(enter("a")).toBeNull();
  });

  it("say no more than so much together, however many there are and however often they come back", () => {
    const { enter } = socketLimits(5, 2, RATES);
    const places = Array.from({ length: 5 }, () => enter("a"));
    expect(places.map((place) => place?.messages.take(2))).toEqual([true, true, true, true, false]);
    for (const place of places) place?.leave();
    expect(enter("a")?.messages.take(1)).toBe(false);
    expect(enter("b")?.messages.take(1)).toBe(true);
  });

  it("take from their own tokenBucket and from the shared one", () => {
    const { enter } = socketLimits(5, 1, RATES);
    const [first, second] = [enter("a"), enter("b")];
    if (!first || !second) throw new Error("no place");
    const both = bothAllow(first.joins, second.joins);
    expect([both.take(10), both.take(1)]).toEqual([true, false]);
  });
});
