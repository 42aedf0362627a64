import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { setSuspension } from "#lib/sportsbook/markets/index.ts";
import { makeEvent, makePlayer } from "#lib/sportsbook/testing.ts";
import { finishBet, followedBets, placeBet, refusalsWritten, seedPolicy } from "./index.ts";

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

let events = 0;
const newEvent = () => {
  events += 1;
  return makeEvent(`f-${events}`);
};

const send = async (playerId: string, marketId: string): Promise<string> => {
  const answer = await placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake: "2.50",
      legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
      oddsChoice: "higher",
    },
  );
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.id;
};

const finish = async (id: string): Promise<void> => {
  for (let leftMs = await finishBet(id); leftMs > 0; leftMs = await finishBet(id)) await sleep(leftMs);
};

const endedAgo = (id: string, seconds: number) =>
  database.asOwner(
    `update pending_bet set received_at = received_at - make_interval(secs => $2), due_at = due_at - make_interval(secs => $2),
            ended_at = ended_at - make_interval(secs => $2) where id = $1`,
    [id, seconds],
  );

it("a bet that waits is followed as it was sent, by its player alone; its end is told for a quarter of a minute", async () => {
  const [{ marketId }, player, other] = [await newEvent(), await makePlayer(5_000n), await makePlayer(0n)];
  const id = await send(player, marketId);
  const bet = {
    stake: "2.50",
    oddsChoice: "higher",
    legs: [{ marketId, outcomeKey: "home", odds: "20000" }],
  };
  const [waits, ...more] = await followedBets(player);
  expect(more).toEqual([]);
  expect(waits).toMatchObject({ id, bet, delayMs: DELAY_MS, end: null });
  expect(waits?.remainingMs).toBeGreaterThan(0);
  expect(waits?.remainingMs).toBeLessThanOrEqual(DELAY_MS);
  expect(await followedBets(other)).toEqual([]);

  await finish(id);
  expect(await followedBets(player)).toMatchObject([
    { id, bet, end: { status: "accepted", id, stake: 250n } },
  ]);
  await endedAgo(id, 13);
  expect(await followedBets(player)).toHaveLength(1);
  await endedAgo(id, 4);
  expect(await followedBets(player)).toEqual([]);
});

it("a bet that was refused at its end says why; one that never waited is not followed", async () => {
  const [first, second, player] = [await newEvent(), await newEvent(), await makePlayer(5_000n)];
  const id = await send(player, first.marketId);
  await setSuspension({
    where: { scope: "event", id: first.eventId },
    source: "danger",
    on: true,
    reason: "goal",
  });
  await finish(id);
  const still = await makeEvent("f-still", { running: false });
  await send(player, still.marketId);
  const waiting = await send(player, second.marketId);
  expect(await followedBets(player)).toMatchObject([
    { id, end: { status: "refused", refusal: { code: "market_suspended", marketId: first.marketId } } },
    { id: waiting, end: null },
  ]);
  await finish(waiting);
});
