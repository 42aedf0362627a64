import { describe, expect, it } from "vitest";
import { comesBackAlone } from "./comes-back.ts";

const leg = (event: number) => ({ marketId: `e${event}.1x2`, outcomeKey: "home", odds: "20000" });
const bet = (...events: number[]) => ({ legs: events.map(leg), stake: "5", oddsChoice: "none" as const });
const waited = (...events: number[]) => ({ bet: bet(...events), id: `bet-${events}` });
const slip = (mode: "single" | "accumulator", ...events: number[]) => ({ mode, legs: events.map(leg) });

describe("a bet that was refused at the end of its delay", () => {
  it("goes back to an empty slip, alone or as an accumulator", () => {
    expect(comesBackAlone(bet(1), slip("single"), [])).toBe(true);
    expect(comesBackAlone(bet(1, 2), slip("single"), [])).toBe(true);
  });

  it("joins others that came back before it, as singles", () => {
    expect(comesBackAlone(bet(2), slip("single", 1), [waited(1)])).toBe(true);
    expect(comesBackAlone(bet(2, 3), slip("single", 1), [waited(1)])).toBe(false);
    expect(comesBackAlone(bet(3), slip("accumulator", 1, 2), [waited(1, 2)])).toBe(false);
  });

  it("never goes between what the player has picked meanwhile", () => {
    expect(comesBackAlone(bet(2), slip("single", 1), [])).toBe(false);
    expect(comesBackAlone(bet(2), slip("single", 1, 3), [waited(1)])).toBe(false);
    // Refused at once, it stayed on the slip: the player is at work on it.
    expect(comesBackAlone(bet(2), slip("single", 1), [{ ...waited(1), id: null }])).toBe(false);
  });
});
