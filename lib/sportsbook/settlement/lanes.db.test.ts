import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { transaction } from "#lib/platform/database/transaction.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { placeBet, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { decideThreeWay, makeEvent, makePlayer, type TestEvent } from "#lib/sportsbook/testing.ts";
import { settleMarket, unsettledMarkets } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyInvariants()).filter((report) => report.violations.length > 0)).toEqual([]);
});

const laneOf = (playerId: string): number => Number.parseInt(playerId.slice(-2), 16) % 2;

/** A decided market with two bets at least in either lane; answers how many there are in each. */
const decidedMarket = async (name: string): Promise<TestEvent & { bets: [number, number] }> => {
  const event = await makeEvent(name);
  const bets: [number, number] = [0, 0];
  while (Math.min(...bets) < 2) {
    const playerId = await makePlayer(1_000n);
    const placed = await placeBet(
      { playerId, sessionId: null },
      {
        idempotencyKey: crypto.randomUUID(),
        stake: "1",
        legs: [{ marketId: event.marketId, outcomeKey: "home", odds: 20_000n }],
        oddsChoice: "any",
      },
    );
    if (!placed.ok) throw new Error(placed.refusal.code);
    bets[laneOf(playerId) as 0 | 1] += 1;
  }
  await decideThreeWay(event.eventId, "home");
  return { ...event, bets };
};

const settled = async (marketId: string): Promise<number> => {
  const [found] = await rows<{ n: bigint }>(
    "select count(*) as n from bet b join bet_leg l on l.bet_id = b.id where l.market_id = $1 and b.status = 'settled'",
    [marketId],
  );
  return Number(found?.n);
};

it("leaves a lane to whoever is in it, without waiting for them, and does what they left undone when asked again", async () => {
  const { marketId, bets } = await decidedMarket("lane-taken");
  await transaction(async (other) => {
    await other.query("select pg_advisory_xact_lock(book_lock_key('settle', $1 || ':0:2'))", [marketId]);
    expect(await settleMarket(marketId)).toBe(bets[1]);
    expect(await settled(marketId)).toBe(bets[1]);
    expect(await unsettledMarkets()).toEqual([marketId]);
  });
  expect(await settleMarket(marketId)).toBe(bets[0]);
  expect(await settled(marketId)).toBe(bets[0] + bets[1]);
  expect(await unsettledMarkets()).toEqual([]);
});

it("pays each bet once and leaves none when many walk at once and the result changes under them", async () => {
  const { eventId, marketId, bets } = await decidedMarket("lane-storm");
  const walks = Array.from({ length: 4 }, () => settleMarket(marketId));
  await decideThreeWay(eventId, "away");
  await Promise.all([...walks, ...Array.from({ length: 4 }, () => settleMarket(marketId))]);
  await settleMarket(marketId);
  expect(await settled(marketId)).toBe(bets[0] + bets[1]);
  expect(await unsettledMarkets()).toEqual([]);
  const results = await rows<{ result: string }>(
    "select distinct b.result from bet b join bet_leg l on l.bet_id = b.id where l.market_id = $1",
    [marketId],
  );
  expect(results).toEqual([{ result: "lost" }]);
});

it("knows of no market, and moves nothing", async () => {
  expect(await settleMarket("nowhere")).toBe(0);
});
