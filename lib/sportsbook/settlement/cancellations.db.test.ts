import { describe, expect, it } from "vitest";
import { betView } from "#lib/sportsbook/betting/index.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { makePlayer, type TestEvent } from "#lib/sportsbook/testing.ts";
import {
  bet,
  cash,
  correct,
  market,
  newEvent,
  result,
  stateOf,
  testCorrections,
} from "./testing/corrections.ts";

testCorrections();

describe("a cancellation", () => {
  const placed = async (id: string) => (await betView(id))?.placedAt.getTime() ?? 0;
  const three = async (event: TestEvent) => {
    const player = await makePlayer(3_000n);
    const ids: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      ids.push(await bet(player, [event]));
      await new Promise((resolve) => setTimeout(resolve, 8));
    }
    const [first = 0, second = 0, third = 0] = await Promise.all(ids.map(placed));
    return { player, ids, first, second, third };
  };
  const results = async (ids: string[]) =>
    Promise.all(ids.map(async (id) => (await betView(id))?.result ?? null));

  it.each([
    [
      "between",
      (t: { second: number }) => ({ startsAt: t.second - 3, endsAt: t.second + 3 }),
      [null, "void", null],
    ],
    ["from", (t: { second: number }) => ({ startsAt: t.second - 3 }), [null, "void", "void"]],
    ["until", (t: { second: number }) => ({ endsAt: t.second + 3 }), ["void", "void", null]],
  ] as const)(
    "voids the bets placed %s, goes on with the market, and is undone exactly",
    async (_, window, expected) => {
      const event = await newEvent();
      const { player, ids, ...times } = await three(event);
      await correct(event, "cancel", window(times));
      expect(await results(ids)).toEqual(expected);
      expect((await market(event))?.status).toBe(1);
      await bet(player, [event], "home", "1");
      await correct(event, "rollback_cancel");
      expect(await results(ids)).toEqual(expected);
      await correct(event, "rollback_cancel", window(times));
      expect(await results(ids)).toEqual([null, null, null]);
      await result(event, "home");
      expect(await results(ids)).toEqual(["won", "won", "won"]);
    },
  );

  it("corrects bets that are settled already, and gives them back their result", async () => {
    const event = await newEvent();
    const { ids, second, player } = await three(event);
    await result(event, "home");
    expect(await cash(player)).toBe(6_000n);
    await correct(event, "cancel", { startsAt: second - 3 });
    expect(await results(ids)).toEqual(["won", "void", "void"]);
    expect(await stateOf(ids[1] ?? "")).toBe(`settled void 1000 cancel:${event.marketId}`);
    expect(await cash(player)).toBe(4_000n);
    await correct(event, "rollback_cancel", { startsAt: second - 3 });
    expect(await results(ids)).toEqual(["won", "won", "won"]);
    expect(await cash(player)).toBe(6_000n);
  });

  it("of the whole market refunds everyone, and its rollback restores the result that stood", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const id = await bet(player, [event], "away");
    await result(event, "home");
    await correct(event, "cancel");
    expect((await market(event))?.status).toBe(-4);
    expect([await cash(player), (await betView(id))?.result]).toEqual([1_000n, "void"]);
    await correct(event, "rollback_cancel");
    expect((await market(event))?.status).toBe(-3);
    expect([await cash(player), (await betView(id))?.result]).toEqual([0n, "lost"]);
  });

  it("by staff is not undone by a provider", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const id = await bet(player, [event]);
    await applyBook([
      {
        eventId: event.eventId,
        results: [{ marketId: event.marketId, certainty: 2, cancelled: true, outcomes: [] }],
      },
    ]);
    await correct(event, "rollback_cancel");
    await result(event, "home", { certainty: 2 });
    expect((await market(event))?.status).toBe(-4);
    expect((await betView(id))?.result).toBe("void");
  });
});

describe("a bet placed after the outcome was decided", () => {
  it("is void, whatever it would have become, and earlier ones are not", async () => {
    const event = await newEvent();
    const player = await makePlayer(3_000n);
    const before = await bet(player, [event]);
    const decided = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 400));
    const late = await bet(player, [event]);
    const lateAndLost = await bet(player, [event], "away");
    await result(event, "home", { lateMs: Date.now() - decided - 1 });
    expect(await stateOf(before)).toBe(`settled won 2000 market:${event.marketId}`);
    expect(await stateOf(late)).toBe("settled void 1000 past_post");
    expect(await stateOf(lateAndLost)).toBe("settled void 1000 past_post");
  });
});
