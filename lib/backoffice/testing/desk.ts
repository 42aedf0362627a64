import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { verifyAudit } from "#lib/audit/index.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { placeBet, refusalsWritten, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { makeNextEvent, makeStaff } from "#lib/sportsbook/testing.ts";
import type { Staff } from "../index.ts";

/** For a suite: a database with a betting policy without delays, and somebody of the staff. Money and trail are verified after each test. */
export const testDesk = () => {
  const desk = {} as { database: TestDatabase; staff: Staff };
  beforeAll(async () => {
    desk.database = await testDatabase();
    await seedPolicy({ inPlayDelayMs: 0 });
    desk.staff = await makeStaff();
  });
  afterAll(async () => {
    await refusalsWritten();
    await closeBus();
    await desk.database.drop();
  });
  afterEach(async () => {
    expect((await verifyInvariants()).filter((report) => report.violations.length > 0)).toEqual([]);
    expect((await verifyAudit()).broken).toEqual([]);
  });
  return desk;
};

/** Another match, not in this database before. */
export const newEvent = makeNextEvent;

/** Bets on the same outcome of each market, at whatever price it has. */
export const bet = (playerId: string, marketIds: string[], stake = "10.00", outcomeKey = "home") =>
  placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake,
      legs: marketIds.map((marketId) => ({ marketId, outcomeKey, odds: 20_000n })),
      oddsChoice: "any",
    },
  );

/** The same, where a refusal would be a fault of the test. */
export const placed = async (...args: Parameters<typeof bet>): Promise<string> => {
  const made = await bet(...args);
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
};
