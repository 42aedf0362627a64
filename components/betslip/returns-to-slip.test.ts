import { describe, expect, it } from "vitest";
import { returnsToSlip } from "./returns-to-slip.ts";

const leg = (event: number) => ({ marketId: `e${event}.1x2`, outcomeKey: "home", odds: "20000" });
const bet = (...events: number[]) => ({ legs: events.map(leg), stake: "5", oddsChoice: "none" as const });
const waited = (...events: number[]) => ({ bet: bet(...events), id: `bet-${events}` });
const slip = (kind: "single" | "accumulator", ...events: number[]) => ({
  legs: events.map(leg),
  stakes:
    kind === "accumulator"
      ? { all: "5" }
      : Object.fromEntries(events.map((event) => [`e${event}.1x2:home`, "5"])),
});

describe("a bet that was refused at the end of its delay", () => {
  it("goes back to an empty slip, alone or as an accumulator", () => {
    expect(returnsToSlip(bet(1), slip("single"), [])).toBe(true);
    expect(returnsToSlip(bet(1, 2), slip("single"), [])).toBe(true);
  });

  it("joins others that came back before it, as singles", () => {
    expect(returnsToSlip(bet(2), slip("single", 1), [waited(1)])).toBe(true);
    expect(returnsToSlip(bet(2, 3), slip("single", 1), [waited(1)])).toBe(false);
    expect(returnsToSlip(bet(3), slip("accumulator", 1, 2), [waited(1, 2)])).toBe(false);
  });

  it("joins those that came back of the same selections, as they were placed together", () => {
    const both = [waited(1), waited(2)];
    expect(returnsToSlip(bet(1, 2), slip("single", 1, 2), both)).toBe(true);
    expect(returnsToSlip(bet(1), slip("accumulator", 1, 2), [waited(1, 2)])).toBe(true);
    expect(returnsToSlip(bet(1, 2), slip("single", 1, 2, 3), [...both, waited(3)])).toBe(false);
  });

  it("never goes between what the player has picked meanwhile", () => {
    expect(returnsToSlip(bet(2), slip("single", 1), [])).toBe(false);
    expect(returnsToSlip(bet(2), slip("single", 1, 3), [waited(1)])).toBe(false);
    // Refused at once, it stayed on the slip: the player is at work on it.
    expect(returnsToSlip(bet(2), slip("single", 1), [{ ...waited(1), id: null }])).toBe(false);
  });
});
