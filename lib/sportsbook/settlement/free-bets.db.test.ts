import { describe, expect, it } from "vitest";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { bonusOf, give, statesOf } from "#lib/sportsbook/betting/free-bets/testing/free-bets.ts";
import { betView, expireFreeBets, freeBetsOf, placeBet } from "#lib/sportsbook/betting/index.ts";
import { returnByLegs } from "#lib/sportsbook/betting/views.ts";
import type { BookChange } from "#lib/sportsbook/markets/index.ts";
import { makePlayer, type TestEvent } from "#lib/sportsbook/testing.ts";
import { settleMarket, settlementEffect } from "./index.ts";
import {
  cash,
  correct,
  moves,
  newEvent,
  type Outcomes,
  result,
  testCorrections,
  winner,
} from "./testing/corrections.ts";

testCorrections();

const use = async (player: string, freeBet: string, made: TestEvent[]) => {
  const placed = await placeBet(
    { playerId: player, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake: "10",
      legs: made.map(({ marketId }) => ({ marketId, outcomeKey: "home", odds: 20_000n })),
      oddsChoice: "any",
      freeBet,
    },
  );
  if (!placed.ok)
    throw new Error(JSON.stringify(placed.refusal, (_, v) => (typeof v === "bigint" ? `${v}` : v)));
  return placed.value.id;
};

/** A player with 5.00 who has used a free bet of 10.00 on home at 2.00 in so many events. */
const placed = async (count = 1) => {
  const player = await makePlayer(500n);
  const freeBet = await give(player);
  const events: TestEvent[] = [];
  for (let n = 0; n < count; n += 1) events.push(await newEvent());
  const id = await use(player, freeBet, events);
  return { player, freeBet, id, events, event: events[0] as TestEvent };
};

const half = (voidFactor: 0.5, won: boolean): Outcomes =>
  winner(won ? "home" : "away").map((outcome) =>
    outcome.key === "home" ? { ...outcome, voidFactor } : outcome,
  );
const shared: Outcomes = winner("home").map((outcome) =>
  outcome.key === "home" ? { ...outcome, deadHeatFactor: { numerator: 1, denominator: 2 } } : outcome,
);

describe("a single with a free bet of 10.00 at 2.00", () => {
  it.each<[string, Outcomes, string, bigint]>([
    ["that wins pays its profit", winner("home"), "won", 1_000n],
    ["that loses pays nothing", winner("away"), "lost", 0n],
    ["that is half won pays half its profit", half(0.5, true), "half_won", 500n],
    ["that is half lost pays nothing", half(0.5, false), "half_lost", 0n],
    ["that dead-heats with another pays nothing, for it returned no more than the stake", shared, "won", 0n],
  ])("%s", async (_, outcomes, expected, paid) => {
    const { player, id, event } = await placed();
    const change: BookChange = {
      eventId: event.eventId,
      results: [{ marketId: event.marketId, certainty: 1, cancelled: false, outcomes }],
    };
    const [foreseen] = await settlementEffect([event.marketId], change);
    await result(event, outcomes);
    await settleMarket(event.marketId);
    expect(await betView(id)).toMatchObject({ status: "settled", result: expected, returned: paid });
    expect(await cash(player)).toBe(500n + paid);
    expect(foreseen).toMatchObject({ settled: 1n, paid, house: 1_000n - paid });
    const bet = await betView(id);
    expect(bet && returnByLegs(bet)).toBe(paid);
    expect(await statesOf(player)).toEqual(["used"]);
  });
});

describe("a void bet with a free bet", () => {
  it("gives the free bet back, for seven days at least, and no money", async () => {
    const { player, freeBet, id, event } = await placed();
    await ownerRows("update free_bet set expires_at = clock_timestamp() where id = $1", [freeBet]);
    await correct(event, "cancel");
    await settleMarket(event.marketId);
    expect(await betView(id)).toMatchObject({ result: "void", returned: 1_000n });
    expect([await cash(player), await bonusOf(player)]).toEqual([500n, { balance: 1_000n, held: 0n }]);
    const [back, before] = await freeBetsOf(player);
    expect([back, before]).toMatchObject([
      { state: "available", originId: id, amount: 1_000n },
      { id: freeBet, state: "used" },
    ]);
    expect(back?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 6.9 * 86_400_000);
    const again = await newEvent();
    const second = await use(player, back?.id ?? "", [again]);
    await result(again, "home");
    expect(await betView(second)).toMatchObject({ result: "won", returned: 1_000n });
    expect(await cash(player)).toBe(1_500n);
  });

  it("takes it back when the void is corrected", async () => {
    const { player, id, event } = await placed();
    await correct(event, "cancel");
    await result(event, "home");
    expect((await betView(id))?.result).toBe("void");
    await correct(event, "rollback_cancel");
    expect(await betView(id)).toMatchObject({ result: "won", returned: 1_000n });
    expect([await cash(player), await bonusOf(player), await statesOf(player)]).toEqual([
      1_500n,
      { balance: 0n, held: 0n },
      ["used", "withdrawn"],
    ]);
  });

  it.each(["used", "expired"])("stays given back where it was %s before the correction", async (state) => {
    const { player, id, event } = await placed();
    await correct(event, "cancel");
    const [back] = await freeBetsOf(player);
    if (state === "used") await use(player, back?.id ?? "", [await newEvent()]);
    else {
      await ownerRows("update free_bet set expires_at = clock_timestamp() where id = $1", [back?.id]);
      expect(await expireFreeBets()).toBe(1);
    }
    await correct(event, "rollback_cancel");
    await result(event, "home");
    expect(await betView(id)).toMatchObject({ result: "won", returned: 1_000n });
    expect([await cash(player), await statesOf(player)]).toEqual([1_500n, ["used", state]]);
    expect((await moves(id)).filter(({ code }) => code === "free_bet_covered")).toHaveLength(1);
  });
});

describe("a corrected result", () => {
  it("takes back the profit and no more, also when it is gone", async () => {
    const { player, id, event } = await placed();
    await result(event, "home");
    expect(await cash(player)).toBe(1_500n);
    await correct(event, "rollback_result");
    expect(await betView(id)).toMatchObject({ status: "open", returned: null });
    expect(await cash(player)).toBe(500n);
    await result(event, "away");
    await settleMarket(event.marketId);
    expect(await betView(id)).toMatchObject({ result: "lost", returned: 0n });
    expect([await cash(player), await bonusOf(player)]).toEqual([500n, { balance: 0n, held: 0n }]);
  });
});

it("pays a player who has never had any money", async () => {
  const player = await makePlayer(0n);
  await ownerRows("delete from ledger_account where owner_id = $1", [player]);
  const event = await newEvent();
  const id = await use(player, await give(player), [event]);
  await result(event, "home");
  expect(await betView(id)).toMatchObject({ result: "won", returned: 1_000n });
  expect(await cash(player)).toBe(1_000n);
});

it("an accumulator pays its return less the stake", async () => {
  const { player, id, events } = await placed(3);
  const [first, second, third] = events as [TestEvent, TestEvent, TestEvent];
  await result(first, "home");
  expect(await betView(id)).toMatchObject({ status: "open", result: null, returned: null });
  await correct(second, "cancel");
  await result(third, half(0.5, false));
  // 10.00 x 2 x 1 x 1/2 is the stake.
  expect(await betView(id)).toMatchObject({ result: "won", returned: 0n });
  await correct(third, "rollback_result");
  await result(third, "home");
  expect(await betView(id)).toMatchObject({ result: "won", returned: 3_000n });
  expect(await cash(player)).toBe(3_500n);
});
