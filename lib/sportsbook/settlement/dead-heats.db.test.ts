import { describe, expect, it } from "vitest";
import { betView } from "#lib/sportsbook/betting/index.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { makePlayer, threeWay } from "#lib/sportsbook/testing.ts";
import { bet, newEvent, type Outcomes, result, testCorrections } from "./testing/corrections.ts";

testCorrections();

describe("a dead heat", () => {
  const heat = (numerator: number, denominator: number, voidFactor: 0.5 | null = null): Outcomes => [
    { key: "home", result: 1, voidFactor, deadHeatFactor: { numerator, denominator } },
    { key: "draw", result: 1, voidFactor, deadHeatFactor: { numerator, denominator } },
    { key: "away", result: 0, voidFactor: null, deadHeatFactor: null },
  ];

  it("of three pays an exact third, where a decimal would lose a cent", async () => {
    const event = await newEvent();
    const player = await makePlayer(300n);
    await applyBook([
      { eventId: event.eventId, markets: [threeWay(event.eventId, [30_000n, 35_000n, 40_000n])] },
    ]);
    const id = await bet(player, [event], "home", "3");
    await result(event, heat(1, 3));
    expect((await betView(id))?.returned).toBe(300n);
    expect((300n * 30_000n * 33_333_333n) / 1_000_000_000_000n).toBe(299n);
  });

  it("combines over legs and rounds down once", async () => {
    const [a, b] = [await newEvent(), await newEvent()];
    const player = await makePlayer(1_000n);
    const id = await bet(player, [a, b], "draw", "9.01");
    await result(a, heat(1, 3));
    await result(b, heat(2, 3));
    // 901 × 3.5/3 × 7/3 = 2452.72…
    expect((await betView(id))?.returned).toBe((901n * 35n * 70n) / 900n);
  });

  it("half won shares the half that won", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const id = await bet(player, [event], "home", "9");
    await result(event, heat(1, 3, 0.5));
    expect((await betView(id))?.returned).toBe((900n * (2n + 3n)) / 6n);
  });
});
