import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { money } from "#lib/core/money.ts";
import { accountFor, playerEntries, transfer } from "#lib/ledger/index.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { applyBook, type MarketCorrection } from "#lib/sportsbook/markets/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { makeEvent, makePlayer, type TestEvent } from "#lib/sportsbook/testing.ts";
import { betView, causeOf, placeBet, seedPolicy, transferCauses } from "./index.ts";

let database: TestDatabase;
let timestamp = Date.now();
const next = () => {
  timestamp += 1_000;
  return timestamp;
};

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

const bet = async (playerId: string, { marketId }: TestEvent, outcomeKey = "home") => {
  const placed = await placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake: "10",
      legs: [{ marketId, outcomeKey, odds: 20_000n }],
      oddsChoice: "any",
    },
  );
  if (!placed.ok) throw new Error(placed.refusal.code);
  return placed.value.id;
};

const result = async ({ eventId, marketId }: TestEvent, winner: string, deadHeat = false) => {
  const outcomes = ["home", "draw", "away"].map((key) => ({
    key,
    result: key === winner ? (1 as const) : (0 as const),
    voidFactor: null,
    deadHeatFactor: deadHeat && key === winner ? { numerator: 1, denominator: 2 } : null,
  }));
  await applyBook([
    { eventId, results: [{ marketId, certainty: 1, cancelled: false, outcomes, timestamp: next() }] },
  ]);
  await settleMarket(marketId);
};

const correct = async ({ eventId, marketId }: TestEvent, kind: MarketCorrection["kind"]) => {
  await applyBook([{ eventId, corrections: [{ marketId, kind, timestamp: next() }] }]);
  await settleMarket(marketId);
};

const linesOf = async (playerId: string, betId: string) => {
  const causes = await transferCauses(playerId, [betId]);
  const lines = await playerEntries(playerId, "EUR", { limit: 50 });
  return lines
    .filter(({ reference }) => reference === `bet:${betId}`)
    .map(({ code, transferId }) => [code, causes.get(transferId)])
    .toReversed();
};

it("every line that a settlement or its correction wrote names its cause, what is owed included", async () => {
  const event = await makeEvent("x-1");
  const player = await makePlayer(1_000n);
  const id = await bet(player, event);
  await result(event, "home");
  await transfer([
    {
      id: uuidv7(),
      debit: await accountFor("player_cash", player, "EUR"),
      credit: await accountFor("adjustments", null, "EUR"),
      amount: money("EUR", 400n),
      code: "adjustment",
      reference: "test",
    },
  ]);
  await correct(event, "rollback_result");
  const market = `market:${event.marketId}`;
  const rollback = `rollback:${event.marketId}`;
  expect(await linesOf(player, id)).toEqual([
    ["bet_stake", undefined],
    ["bet_return", market],
    ["receivable_booked", rollback],
    ["bet_return_reversed", rollback],
  ]);
  await correct(event, "cancel");
  expect((await linesOf(player, id)).slice(-2)).toEqual([
    ["bet_refund", `cancel:${event.marketId}`],
    ["receivable_repaid", undefined],
  ]);
  expect(await transferCauses(await makePlayer(0n), [id])).toEqual(new Map());
});

it("a leg says why it is void, and what a dead heat left of its odds", async () => {
  const cancelled = await makeEvent("x-2");
  const player = await makePlayer(4_000n);
  const first = await bet(player, cancelled);
  expect((await betView(first))?.legs[0]).toMatchObject({ result: null, reason: null, deadHeat: null });
  await correct(cancelled, "cancel");
  expect((await betView(first))?.legs[0]).toMatchObject({ result: "void", reason: "cancel" });

  const shared = await makeEvent("x-3");
  const second = await bet(player, shared);
  await result(shared, "home", true);
  expect((await betView(second))?.legs[0]).toMatchObject({
    result: "won",
    reason: "result",
    deadHeat: { numerator: 1, denominator: 2 },
  });

  const third = await bet(player, await makeEvent("x-4"));
  await ownerRows("select void_bet($1, 'palpable_error', $2)", [third, player]);
  const voided = await betView(third);
  expect(voided?.legs[0]).toMatchObject({ result: "void", reason: "voided" });
  expect(causeOf(voided?.settledBy ?? "")).toEqual({ kind: "voided", reason: "palpable_error" });
});
