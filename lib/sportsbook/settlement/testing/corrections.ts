import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { money } from "#lib/core/money.ts";
import { accountFor, playerBalance, transfer } from "#lib/ledger/index.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { betView, placeBet, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { applyBook, type MarketCorrection, type MarketResult } from "#lib/sportsbook/markets/index.ts";
import { makeNextEvent, type TestEvent } from "#lib/sportsbook/testing.ts";
import { settleMarket } from "../index.ts";

/** The provider's clock: every message is a second after the one before. */
let timestamp = Date.now();
export const next = (): number => {
  timestamp += 1_000;
  return timestamp;
};

/** For a suite: a database whose bets do not wait. The ledger is verified after each test. Returns how to reach it. */
export const testCorrections = (): (() => TestDatabase) => {
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
  return () => database;
};

export const newEvent = () => makeNextEvent();

export const bet = async (playerId: string, made: TestEvent[], outcomeKey = "home", stake = "10") => {
  const placed = await placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake,
      legs: made.map(({ marketId }) => ({ marketId, outcomeKey, odds: 20_000n })),
      oddsChoice: "any",
    },
  );
  if (!placed.ok) throw new Error(placed.refusal.code);
  return placed.value.id;
};

export type Outcomes = MarketResult["outcomes"];
export const winner = (key: string): Outcomes =>
  ["home", "draw", "away"].map((outcome) => ({
    key: outcome,
    result: outcome === key ? 1 : 0,
    voidFactor: null,
    deadHeatFactor: null,
  }));

export const result = async (
  { eventId, marketId }: TestEvent,
  outcomes: string | Outcomes,
  overrides: Partial<MarketResult> = {},
) => {
  await applyBook([
    {
      eventId,
      results: [
        {
          marketId,
          certainty: 1,
          cancelled: false,
          outcomes: typeof outcomes === "string" ? winner(outcomes) : outcomes,
          timestamp: next(),
          ...overrides,
        },
      ],
    },
  ]);
  await settleMarket(marketId);
};

export const correct = async (
  { eventId, marketId }: TestEvent,
  kind: MarketCorrection["kind"],
  overrides: Partial<MarketCorrection> = {},
) => {
  await applyBook([{ eventId, corrections: [{ marketId, kind, timestamp: next(), ...overrides }] }]);
  await settleMarket(marketId);
};

export const market = async ({ marketId }: TestEvent) =>
  (
    await rows<{ status: number; certainty: number | null; settlement_version: number }>(
      "select status, certainty, settlement_version from market where id = $1",
      [marketId],
    )
  )[0];
export const cash = async (playerId: string) => (await playerBalance(playerId, "EUR")).balance;
export const stateOf = async (id: string) => {
  const view = await betView(id);
  return view && `${view.status} ${view.result} ${view.returned} ${view.settledBy}`;
};
export const kinds = async (betId: string) =>
  (
    await rows<{ kind: string }>(
      `select kind from (
         select id, kind, payload->>'betId' as bet_id from outbox where kind <> 'bundle'
         union all
         select id, news.kind, news.bet_id
           from outbox, rows from (jsonb_array_elements_text(payload->'kind'), jsonb_array_elements_text(payload->'betId'))
                        news(kind, bet_id)
          where outbox.kind = 'bundle') told
        where bet_id = $1 order by id`,
      [betId],
    )
  ).map(({ kind }) => kind);
export const moves = (betId: string) =>
  rows<{ code: string; amount: bigint; reverses: boolean }>(
    `select code, amount, reverses_id is not null as reverses from ledger_transfer
      where reference = $1 order by created_at, id`,
    [`bet:${betId}`],
  );
export const withdraw = async (playerId: string, amount: bigint) => {
  const moved = await transfer([
    {
      id: uuidv7(),
      debit: await accountFor("player_cash", playerId, "EUR"),
      credit: await accountFor("adjustments", null, "EUR"),
      amount: money("EUR", amount),
      code: "adjustment",
      reference: "test",
    },
  ]);
  if (!moved.ok) throw new Error(moved.refusal.code);
};
export const deposit = async (playerId: string, amount: bigint) => {
  await transfer([
    {
      id: uuidv7(),
      debit: await accountFor("deposits_clearing", null, "EUR", "test"),
      credit: await accountFor("player_cash", playerId, "EUR"),
      amount: money("EUR", amount),
      code: "deposit",
      reference: "test",
    },
  ]);
};
