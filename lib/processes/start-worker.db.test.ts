import { afterAll, beforeAll, expect, it } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { bus, closeBus } from "#lib/platform/messaging/bus.ts";
import { eventually } from "#lib/platform/testing/eventually.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { placeBet, refusalsWritten, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { decideThreeWay, makeEvent, makePlayer } from "#lib/sportsbook/testing.ts";
import { startWorker, type WorkerProcess } from "./start-worker.ts";

let database: TestDatabase;
const workers: WorkerProcess[] = [];
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
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
  const received: string[] = [];
  await bus().subscribe("player", ({ kind, playerId }) => {
    received.push(`${kind} ${playerId}`);
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
  await eventually(async () => expect(await rows("select from bet where status = 'open'")).toEqual([]));
  expect((await playerBalance(players[0] as string, "EUR")).balance).toBe(11_000n);
  expect((await playerBalance(players[1] as string, "EUR")).balance).toBe(9_000n);
  await eventually(() => {
    for (const player of players) {
      expect(received).toContain(`bet.placed ${player}`);
      expect(received).toContain(`bet.settled ${player}`);
    }
  });
  await eventually(async () => expect(await rows("select from outbox")).toEqual([]));
  expect((await verifyInvariants()).filter((report) => report.violations.length > 0)).toEqual([]);
});

it("settles within seconds what a killed worker had taken from the outbox and not done", async () => {
  const { eventId, marketId } = await makeEvent("worker-killed");
  const playerId = await makePlayer(1_000n);
  await placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake: "10",
      legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
      oddsChoice: "any",
    },
  );
  await transaction(async (client) => {
    const outcomes = ["home", "draw", "away"].map((key) => ({ key, result: Number(key === "home") }));
    const results = [{ marketId, certainty: 1, cancelled: false, timestamp: Date.now(), outcomes }];
    await client.query("select apply_book($1::jsonb)", [JSON.stringify([{ eventId, results }])]);
    await client.query("delete from outbox where payload->>'marketId' = $1", [marketId]);
  });
  await eventually(async () => expect((await playerBalance(playerId, "EUR")).balance).toBe(2_000n));
});

it("takes back what was rolled back, and tells the player", async () => {
  const { eventId, marketId } = await makeEvent("worker-2");
  const playerId = await makePlayer(1_000n);
  const received: string[] = [];
  await bus().subscribe("player", (notice) => {
    if (notice.playerId === playerId && notice.kind.startsWith("bet.")) received.push(notice.kind);
  });
  await placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake: "10",
      legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
      oddsChoice: "any",
    },
  );
  const outcomes = (winner: string) =>
    ["home", "draw", "away"].map((key) => ({
      key,
      result: key === winner ? (1 as const) : (0 as const),
      voidFactor: null,
      deadHeatFactor: null,
    }));
  const messages = { marketId, cancelled: false, timestamp: Date.now() };
  const balance = async (minor: bigint) =>
    eventually(async () => expect((await playerBalance(playerId, "EUR")).balance).toBe(minor));
  await applyBook([{ eventId, results: [{ ...messages, certainty: 1, outcomes: outcomes("home") }] }]);
  await balance(2_000n);
  await applyBook([{ eventId, results: [{ ...messages, certainty: 2, outcomes: outcomes("draw") }] }]);
  await balance(0n);
  await applyBook([
    { eventId, corrections: [{ marketId, kind: "cancel", timestamp: messages.timestamp + 1 }] },
  ]);
  await balance(1_000n);
  await applyBook([
    {
      eventId,
      corrections: (["rollback_cancel", "rollback_result"] as const).map((kind) => ({
        marketId,
        kind,
        timestamp: messages.timestamp + 2,
      })),
    },
  ]);
  await balance(0n);
  // Two workers deliver, so the order of events is not fixed.
  await eventually(() =>
    expect(received.toSorted()).toEqual([
      "bet.corrected",
      "bet.corrected",
      "bet.placed",
      "bet.reopened",
      "bet.settled",
    ]),
  );
  expect((await verifyInvariants()).filter((report) => report.violations.length > 0)).toEqual([]);
});
