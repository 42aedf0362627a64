import { beforeAll, describe, expect, it } from "vitest";
import { give } from "#lib/sportsbook/betting/free-bets/testing/free-bets.ts";
import { betView, placeBet, type SlipInput } from "#lib/sportsbook/betting/index.ts";
import { newPolicy } from "#lib/sportsbook/betting/testing/in-play.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { makePlayer, type TestEvent } from "#lib/sportsbook/testing.ts";
import { payEarly, settleMarket } from "./index.ts";
import {
  bet,
  cash,
  correct,
  moves,
  newEvent,
  result,
  stateOf,
  testCorrections,
} from "./testing/corrections.ts";

testCorrections();
beforeAll(async () => {
  await newPolicy(`jsonb_set(rules, '{earlyPayoutLead}', '{"football/1x2": 2}')`);
});

const score = ({ eventId }: TestEvent, home: number, away: number) =>
  applyBook([{ eventId, score: { ...footballKickOff(), phase: "second_half", goals: { home, away } } }]);

/** Two ahead, seen and settled. */
const lead = async (event: TestEvent, home = 2, away = 0) => {
  await score(event, home, away);
  expect(await payEarly()).toBe(1);
  await settleMarket(event.marketId);
};

const costOf = async (id: string) =>
  (await moves(id)).reduce(
    (sum, { code, amount }) =>
      sum + (code === "early_payout_cost" ? amount : code === "early_payout_cost_returned" ? -amount : 0n),
    0n,
  );

describe("a bet on a side that leads by two", () => {
  it("is paid as won at once, and what the match comes to takes nothing back", async () => {
    const event = await newEvent();
    const player = await makePlayer(2_000n);
    const [home, away] = [await bet(player, [event]), await bet(player, [event], "away")];
    await score(event, 1, 0);
    expect(await payEarly()).toBe(0);
    await lead(event);
    expect(await stateOf(home)).toBe(`settled won 2000 early:${event.marketId}`);
    expect(await betView(home)).toMatchObject({ legs: [{ result: "won", reason: "early" }] });
    expect(await stateOf(away)).toBe("open null null null");
    expect([await cash(player), await costOf(home)]).toEqual([2_000n, 0n]);

    await score(event, 2, 3);
    await result(event, "away");
    await settleMarket(event.marketId);
    expect(await stateOf(home)).toBe(`settled won 2000 early:${event.marketId}`);
    expect(await betView(away)).toMatchObject({ result: "won", returned: 4_000n });
    expect([await cash(player), await costOf(home), await costOf(away)]).toEqual([6_000n, 2_000n, 0n]);
  });

  it("costs nothing above its result where the side wins", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const id = await bet(player, [event]);
    await lead(event);
    await result(event, "home");
    expect([await cash(player), await costOf(id)]).toEqual([2_000n, 0n]);
    expect(await betView(id)).toMatchObject({ legs: [{ result: "won", reason: "result" }] });
  });

  it("is paid once, by however many workers look and however often it is settled", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const id = await bet(player, [event]);
    await score(event, 3, 0);
    const paid = await Promise.all(Array.from({ length: 4 }, () => payEarly()));
    expect(paid.reduce((sum, each) => sum + each)).toBe(1);
    await Promise.all([settleMarket(event.marketId), settleMarket(event.marketId)]);
    await score(event, 4, 0);
    expect(await payEarly()).toBe(0);
    expect(await cash(player)).toBe(2_000n);
    expect((await moves(id)).map(({ code }) => code).toSorted()).toEqual([
      "bet_return",
      "bet_stake",
      "bet_stake_settled",
    ]);
  });

  it("is left open where it was placed after the payout, and lives by the result", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    await lead(event);
    const id = await bet(player, [event]);
    await result(event, "draw");
    expect(await betView(id)).toMatchObject({ result: "lost", returned: 0n });
    expect(await costOf(id)).toBe(0n);
  });

  it("follows corrections in its cost alone", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const id = await bet(player, [event]);
    await lead(event);
    await result(event, "draw");
    expect(await costOf(id)).toBe(2_000n);
    await correct(event, "rollback_result");
    expect([await stateOf(id), await costOf(id)]).toEqual([`settled won 2000 early:${event.marketId}`, 0n]);
    await result(event, "home");
    expect(await costOf(id)).toBe(0n);
    await correct(event, "rollback_result");
    await correct(event, "cancel");
    // The stake would have gone back.
    expect([await cash(player), await costOf(id)]).toEqual([2_000n, 1_000n]);
  });
});

it("counts as a won leg of an accumulator, whose cost follows from all results", async () => {
  const [first, second] = [await newEvent(), await newEvent()];
  const player = await makePlayer(2_000n);
  const [both, lost] = [await bet(player, [first, second]), await bet(player, [first, second], "home")];
  await lead(first);
  expect(await stateOf(both)).toBe("open null null null");
  await result(first, "draw");
  expect(await stateOf(both)).toBe("open null null null");
  await result(second, "home");
  expect(await betView(both)).toMatchObject({ result: "won", returned: 4_000n });
  expect([await costOf(both), await costOf(lost), await cash(player)]).toEqual([4_000n, 4_000n, 8_000n]);
  await correct(second, "rollback_result");
  expect([await costOf(both), await cash(player)]).toEqual([0n, 0n]);
  await result(second, "away");
  expect([await stateOf(both), await costOf(both)]).toEqual([`settled lost 0 market:${second.marketId}`, 0n]);
});

it("pays a free bet its profit, and costs that much where the side does not win", async () => {
  const event = await newEvent();
  const player = await makePlayer(0n);
  const slip: SlipInput = {
    idempotencyKey: crypto.randomUUID(),
    stake: "10",
    legs: [{ marketId: event.marketId, outcomeKey: "home", odds: 20_000n }],
    oddsChoice: "any",
    freeBet: await give(player),
  };
  const placed = await placeBet({ playerId: player, sessionId: null }, slip);
  if (!placed.ok) throw new Error(placed.refusal.code);
  await lead(event, 3, 1);
  await result(event, "draw");
  expect([await cash(player), await costOf(placed.value.id)]).toEqual([1_000n, 1_000n]);
});

it("is paid by nobody without a policy that says so", async () => {
  await newPolicy(`rules - 'earlyPayoutLead'`);
  const event = await newEvent();
  await score(event, 5, 0);
  expect(await payEarly()).toBe(0);
  expect((await betView(await bet(await makePlayer(1_000n), [event])))?.status).toBe("open");
});
