import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { playerBalance, verifyLedger } from "#lib/ledger/index.ts";
import { bus, closeBus } from "#lib/platform/bus.ts";
import { rows } from "#lib/platform/db.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { placeBet, refusalsWritten, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { decideThreeWay, makeEvent, makePlayer } from "#lib/sportsbook/testing.ts";
import { startWorker, type WorkerProcess } from "./start-worker.ts";

let database: TestDatabase;
const workers: WorkerProcess[] = [];
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy();
  workers.push(await startWorker(), await startWorker());
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await refusalsWritten();
  await closeBus();
  await database.drop();
});

it("settles what the feed decided, once, with two workers, and tells the player", async () => {
  const { eventId, marketId } = await makeEvent("worker-1");
  const players = await Promise.all(Array.from({ length: 20 }, () => makePlayer(10_000n)));
  const heard: string[] = [];
  await bus().subscribe("player", ({ kind, playerId }) => {
    heard.push(`${kind} ${playerId}`);
  });
  const placed = await Promise.all(
    players.map((playerId, i) =>
      placeBet(
        { playerId, sessionId: null },
        {
          idempotencyKey: crypto.randomUUID(),
          stake: "10",
          legs: [{ marketId, outcomeKey: i % 2 === 0 ? "home" : "away", odds: 20_000n }],
          oddsChoice: "any",
        },
      ),
    ),
  );
  expect(placed.every((answer) => answer.ok)).toBe(true);
  await decideThreeWay(eventId, "home");
  await vi.waitFor(async () => expect(await rows("select from bet where status = 'open'")).toEqual([]), {
    timeout: 15_000,
  });
  expect((await playerBalance(players[0] as string, "EUR")).balance).toBe(11_000n);
  expect((await playerBalance(players[1] as string, "EUR")).balance).toBe(9_000n);
  await vi.waitFor(() => {
    for (const player of players) {
      expect(heard).toContain(`bet.placed ${player}`);
      expect(heard).toContain(`bet.settled ${player}`);
    }
  });
  expect(await rows("select from outbox")).toEqual([]);
  expect((await verifyLedger()).filter((report) => report.violations.length > 0)).toEqual([]);
});
