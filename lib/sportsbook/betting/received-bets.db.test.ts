import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { verifyLedger } from "#lib/ledger/index.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { applyBook, setSuspension } from "#lib/sportsbook/markets/index.ts";
import { makeEvent, makePlayer, threeWay } from "#lib/sportsbook/testing.ts";
import {
  finishBet,
  pendingBets,
  placeBet,
  receivedBet,
  refusalsWritten,
  refusedBets,
  seedPolicy,
} from "./index.ts";

const DELAY_MS = 250;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: DELAY_MS });
});
afterAll(async () => {
  await refusalsWritten();
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyLedger()).filter((report) => report.violations.length > 0)).toEqual([]);
});

let events = 0;
const newEvent = () => {
  events += 1;
  return makeEvent(`r-${events}`, { running: true });
};

const receive = async (playerId: string, marketId: string): Promise<string> => {
  const answer = await placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake: "10",
      legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
      oddsChoice: "none",
    },
  );
  if (!answer.ok || answer.value.status !== "pending") throw new Error("not received");
  return answer.value.id;
};

const finish = async (id: string): Promise<void> => {
  for (let leftMs = await finishBet(id); leftMs > 0; leftMs = await finishBet(id)) await sleep(leftMs);
};

it("a bet that waits is shown to its player with what is left, and to nobody else", async () => {
  const { eventId, marketId } = await newEvent();
  const [player, other] = [await makePlayer(5_000n), await makePlayer(0n)];
  const id = await receive(player, marketId);
  const seen = await receivedBet(player, id);
  expect(seen).toMatchObject({ state: "waiting", id, stake: 1_000n, delayMs: DELAY_MS });
  expect(seen?.legs).toMatchObject([{ eventId, marketId, outcomeKey: "home", odds: 20_000n }]);
  expect(await receivedBet(other, id)).toBeNull();
  await finish(id);
  // From here on it is a bet like any other.
  expect(await receivedBet(player, id)).toBeNull();
  expect(await refusedBets(player)).toEqual({ bets: [], next: null });
});

it("a bet that was refused at its end says why, with its amounts, to its player alone", async () => {
  const [first, second] = [await newEvent(), await newEvent()];
  const [player, other] = [await makePlayer(5_000n), await makePlayer(0n)];
  const stopped = await receive(player, first.marketId);
  const moved = await receive(player, second.marketId);
  await setSuspension({
    where: { scope: "event", id: first.eventId },
    source: "danger",
    on: true,
    reason: "goal",
  });
  await applyBook([
    { eventId: second.eventId, markets: [threeWay(second.eventId, [19_000n, 35_000n, 40_000n])] },
  ]);
  await finish(stopped);
  await finish(moved);

  expect(await pendingBets(player)).toEqual([]);
  const { bets, next } = await refusedBets(player);
  expect(next).toBeNull();
  expect(bets).toMatchObject([
    { id: moved, refusal: { code: "odds_changed", legs: [{ was: 20_000n, now: 19_000n }] } },
    { id: stopped, stake: 1_000n, refusal: { code: "market_suspended", reason: "danger:goal" } },
  ]);
  expect(bets[0]?.refusedAt.getTime()).toBeGreaterThanOrEqual(
    (bets[0]?.receivedAt.getTime() ?? 0) + DELAY_MS,
  );
  expect(await receivedBet(player, stopped)).toMatchObject({ state: "refused", id: stopped });
  expect(await receivedBet(other, stopped)).toBeNull();
  expect(await refusedBets(other)).toEqual({ bets: [], next: null });
  expect((await refusedBets(player, moved)).bets.map(({ id }) => id)).toEqual([stopped]);
});

it("what is refused at once was never received: nothing was held, and the slip said so", async () => {
  const { marketId } = await newEvent();
  const player = await makePlayer(100n);
  await expect(receive(player, marketId)).rejects.toThrow("not received");
  await refusalsWritten();
  expect(await refusedBets(player)).toEqual({ bets: [], next: null });
});
