import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { makeNextEvent } from "#lib/sportsbook/testing.ts";
import {
  betOutcome,
  placeBet,
  type ReplayedDecision,
  refusalsWritten,
  replayBet,
  resolvePendingBet,
  type SlipInput,
  seedPolicy,
} from "../index.ts";

/** What every bet on a running match waits: longer than any test takes. `elapse` lets it pass. */
export const DELAY_MS = 30_000;

/** Every decision that was made so far, made again from its record. */
export const replayAll = async (): Promise<ReplayedDecision[]> => {
  await refusalsWritten();
  const ids = await rows<{ id: string }>(
    "select id from bet union select id from bet_refusal union select id from pending_bet",
  );
  const replayed: ReplayedDecision[] = [];
  for (const { id } of ids) replayed.push(...(await replayBet(id)));
  return replayed;
};

/** For a suite: a database whose policy has the delay. The ledger is verified after each test, and every decision at the end. */
export const testInPlay = (): void => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await seedPolicy({ inPlayDelayMs: DELAY_MS });
  });
  afterAll(async () => {
    expect((await replayAll()).filter(({ same }) => !same)).toEqual([]);
    await closeBus();
    await database.drop();
  });
  afterEach(async () => {
    expect((await verifyInvariants()).filter((report) => report.violations.length > 0)).toEqual([]);
  });
};

export const newEvent = (running = true) => makeNextEvent({ running });
export const at = (playerId: string) => ({ playerId, sessionId: null });
export const balance = (playerId: string) => playerBalance(playerId, "EUR");

export const slip = (marketIds: string[], overrides: Partial<SlipInput> = {}): SlipInput => ({
  idempotencyKey: crypto.randomUUID(),
  stake: "10.00",
  legs: marketIds.map((marketId) => ({ marketId, outcomeKey: "home", odds: 20_000n })),
  oddsChoice: "none",
  ...overrides,
});

/** Sends a bet that must come to wait. */
export const receive = async (player: string, input: SlipInput, sessionId: string | null = null) => {
  const answer = await placeBet({ playerId: player, sessionId }, input);
  if (!answer.ok || answer.value.status !== "pending")
    throw new Error(
      `not received: ${JSON.stringify(answer, (_, v) => (typeof v === "bigint" ? String(v) : v))}`,
    );
  return answer.value;
};

/** Makes pending bets older by so many milliseconds, as if they had been received and were due that much earlier. */
export const elapse = (ids: readonly string[], ms: number) =>
  ownerRows(
    `update pending_bet set received_at = received_at - $2 * interval '1 ms', due_at = due_at - $2 * interval '1 ms'
      where id = any($1)`,
    [ids, ms],
  );

/** Lets the rest of the delay pass, decides the bet for good, and returns its outcome. */
export const finish = async (player: string, id: string) => {
  for (let leftMs = await resolvePendingBet(id); leftMs > 0; leftMs = await resolvePendingBet(id))
    await elapse([id], leftMs);
  return betOutcome(player, id);
};

export const newPolicy = (change: string) =>
  ownerRows(
    `insert into betting_policy (version, rules)
     select version + 1, ${change} from betting_policy order by version desc limit 1`,
  );
