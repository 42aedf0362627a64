import { describe, expect, it } from "vitest";
import { betHistory, betView } from "#lib/sportsbook/betting/index.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { makePlayer, threeWay } from "#lib/sportsbook/testing.ts";
import { settleMarket, unsettledMarkets } from "./index.ts";
import {
  bet,
  cash,
  correct,
  kinds,
  market,
  moves,
  newEvent,
  next,
  result,
  stateOf,
  testCorrections,
} from "./testing/corrections.ts";

testCorrections();

describe("certainty", () => {
  it("settles anew when a confirmed result differs, and only notes the confirmation when it does not", async () => {
    const event = await newEvent();
    const [winnerOfOld, winnerOfNew] = [await makePlayer(1_000n), await makePlayer(1_000n)];
    const [a, b] = [await bet(winnerOfOld, [event], "home"), await bet(winnerOfNew, [event], "draw")];
    await result(event, "home");
    expect([await cash(winnerOfOld), await cash(winnerOfNew)]).toEqual([2_000n, 0n]);
    await result(event, "home", { certainty: 2 });
    expect(await market(event)).toEqual({ status: -3, certainty: 2, settlement_version: 1 });
    expect(await betHistory(a)).toHaveLength(1);

    await result(event, "draw", { certainty: 2 });
    expect([await cash(winnerOfOld), await cash(winnerOfNew)]).toEqual([0n, 3_500n]);
    expect(await stateOf(a)).toBe(`settled lost 0 market:${event.marketId}`);
    expect(await stateOf(b)).toBe(`settled won 3500 market:${event.marketId}`);
    expect((await betHistory(a)).map((step) => [step.version, step.result, step.returned])).toEqual([
      [1, "won", 2_000n],
      [2, "lost", 0n],
    ]);
    expect(await kinds(a)).toEqual(["bet.placed", "bet.settled", "bet.corrected"]);
    expect(
      (await moves(a))
        .filter(({ reverses }) => reverses)
        .map(({ code }) => code)
        .sort(),
    ).toEqual(["bet_return_reversed", "bet_stake_settled_reversed"]);
  });

  it("ignores a scouted result after a confirmed one, and an older one after a newer", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const id = await bet(player, [event]);
    const early = next();
    await result(event, "home", { certainty: 2 });
    await result(event, "away", { certainty: 1 });
    await result(event, "draw", { certainty: 2, timestamp: early });
    expect(await market(event)).toEqual({ status: -3, certainty: 2, settlement_version: 1 });
    expect(await stateOf(id)).toBe(`settled won 2000 market:${event.marketId}`);
  });
});

describe("a settlement that is rolled back", () => {
  it("reopens the market suspended and its bets, takes the money back, and can be settled again", async () => {
    const [event, other] = [await newEvent(), await newEvent()];
    const player = await makePlayer(3_000n);
    const single = await bet(player, [event]);
    const double = await bet(player, [event, other]);
    await result(other, "home");
    await result(event, "home");
    expect(await cash(player)).toBe(1_000n + 2_000n + 4_000n);
    await correct(event, "rollback_result");
    expect(await cash(player)).toBe(1_000n);
    expect(await market(event)).toEqual({ status: -1, certainty: null, settlement_version: 2 });
    for (const id of [single, double]) {
      expect(await stateOf(id)).toBe(`open null null rollback:${event.marketId}`);
      expect(await kinds(id)).toEqual(["bet.placed", "bet.settled", "bet.reopened"]);
    }
    expect((await betView(double))?.legs.map((leg) => leg.result)).toEqual([null, "won"]);
    await applyBook([
      { eventId: event.eventId, markets: [threeWay(event.eventId, [18_000n, 35_000n, 40_000n])] },
    ]);
    const later = await bet(player, [event]);
    await result(event, "away");
    expect(await cash(player)).toBe(0n);
    for (const id of [single, double, later]) expect((await betView(id))?.result).toBe("lost");
    expect((await betHistory(single)).map((step) => step.result)).toEqual(["won", null, "lost"]);
  });

  it("leaves a bet lost that another leg has lost, and reopens one that it alone had lost", async () => {
    const [a, b, c] = [await newEvent(), await newEvent(), await newEvent()];
    const player = await makePlayer(2_000n);
    const twice = await bet(player, [a, b]);
    const once = await bet(player, [a, c]);
    await result(a, "away");
    await result(b, "away");
    await correct(a, "rollback_result");
    expect((await betView(twice))?.status).toBe("settled");
    expect(await betHistory(twice)).toHaveLength(1);
    expect((await betView(once))?.status).toBe("open");
    await result(a, "home");
    await result(c, "home");
    expect((await betView(once))?.returned).toBe(4_000n);
  });

  it("holds though it arrives before what it rolls back, and twice", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const id = await bet(player, [event]);
    const said = next();
    await correct(event, "rollback_result");
    await result(event, "home", { timestamp: said });
    expect((await betView(id))?.status).toBe("open");
    expect((await market(event))?.status).toBe(1);
    await result(event, "home");
    expect((await betView(id))?.status).toBe("settled");
    await correct(event, "rollback_result", { timestamp: said });
    expect((await betView(id))?.status).toBe("settled");
  });
});

describe("a worker that died", () => {
  it("leaves a market that the schedule finds, also when only a rollback is left to do", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const id = await bet(player, [event]);
    await result(event, "home");
    expect(await unsettledMarkets()).toEqual([]);
    await applyBook([
      {
        eventId: event.eventId,
        corrections: [{ marketId: event.marketId, kind: "rollback_result", timestamp: next() }],
      },
    ]);
    expect(await unsettledMarkets()).toEqual([event.marketId]);
    await settleMarket(event.marketId);
    expect((await betView(id))?.status).toBe("open");
    expect(await unsettledMarkets()).toEqual([]);
  });
});
