import { afterAll, beforeAll, expect, it } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { betView, placeBet, replayBet, type SlipInput, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { lineStates, returnByLegs } from "#lib/sportsbook/betting/views.ts";
import { applyBook, type MarketResult } from "#lib/sportsbook/markets/index.ts";
import { decideThreeWay, makeNextEvent, makePlayer, type TestEvent } from "#lib/sportsbook/testing.ts";
import { settleMarket, settlementEffect } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
});
afterAll(async () => {
  expect((await verifyInvariants()).filter((report) => report.violations.length > 0)).toEqual([]);
  await closeBus();
  await database.drop();
});

const TRIXIE = { sizes: [2, 3], bankers: [] };

/** A player with 100.00 and a bet of 1.00 a line on home at 2.00 in so many events. */
const place = async (count: number, system?: SlipInput["system"]) => {
  const player = await makePlayer(10_000n);
  const events: TestEvent[] = [];
  for (let n = 0; n < count; n += 1) events.push(await makeNextEvent());
  const placed = await placeBet(
    { playerId: player, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake: "1",
      legs: events.map(({ marketId }) => ({ marketId, outcomeKey: "home", odds: 20_000n })),
      oddsChoice: "any",
      ...(system && { system }),
    },
  );
  if (!placed.ok) throw new Error(placed.refusal.code);
  const { id } = placed.value;
  const view = async () => {
    const bet = await betView(id);
    if (!bet) throw new Error("no bet");
    return bet;
  };
  return { id, player, events, view };
};

type Winner = Parameters<typeof decideThreeWay>[1];
const settle = async ({ eventId, marketId }: TestEvent, winner: Winner) => {
  await decideThreeWay(eventId, winner);
  await settleMarket(marketId);
};
const cashOf = async (player: string) => (await playerBalance(player, "EUR")).balance;

it.each<[Winner[], string, bigint]>([
  [["home", "home", "home"], "won", 2_000n],
  [["home", "home", "away"], "stake_returned", 400n],
  [["home", "void", "away"], "part_returned", 200n],
  [["home", "void", "void"], "won", 700n],
  [["home", "away", "away"], "lost", 0n],
  [["void", "void", "void"], "void", 400n],
])("a Trixie with %s is %s", async (winners, result, returned) => {
  const { id, player, events, view } = await place(3, TRIXIE);
  expect(await cashOf(player)).toBe(9_600n);
  expect(await view()).toMatchObject({ kind: "system", stake: 400n, potentialReturn: 2_000n });
  for (const [n, event] of events.entries()) {
    const [before] = await settlementEffect([event.marketId], {
      eventId: event.eventId,
      results: [resultOf(event, winners[n] as Winner)],
    });
    await settle(event, winners[n] as Winner);
    expect(before?.settled).toBe((await view()).status === "settled" ? 1n : 0n);
  }
  const bet = await view();
  expect(bet).toMatchObject({ status: "settled", result, returned });
  expect(returnByLegs(bet)).toBe(returned);
  expect(await cashOf(player)).toBe(9_600n + returned);
  expect((await replayBet(id)).map(({ same }) => same)).toEqual([true]);
});

const resultOf = ({ marketId }: TestEvent, winner: Winner): MarketResult => ({
  marketId,
  certainty: 2,
  cancelled: winner === "void",
  outcomes: ["home", "draw", "away"].map((key) => ({
    key,
    result: key === winner ? 1 : 0,
    voidFactor: winner === "void" ? 1 : null,
    deadHeatFactor: null,
  })),
});

it("is foreseen as a whole where several of its legs are decided at once", async () => {
  const { events, view } = await place(3, TRIXIE);
  const winners: Winner[] = ["home", "home", "away"];
  const [effect, ...more] = await settlementEffect(
    events.map(({ marketId }) => marketId),
    {
      eventId: events[0]?.eventId ?? "",
      results: events.map((event, n) => resultOf(event, winners[n] as Winner)),
    },
  );
  expect(more).toEqual([]);
  for (const [n, event] of events.entries()) await settle(event, winners[n] as Winner);
  expect(effect).toMatchObject({ touched: 1n, settled: 1n, goes_on: 0n, paid: (await view()).returned });
});

it("stays open until its last line is decided, and follows a rollback", async () => {
  const { events, view, player } = await place(3, TRIXIE);
  const [first, second, third] = events as [TestEvent, TestEvent, TestEvent];
  await applyBook([
    { eventId: first.eventId, results: [{ ...resultOf(first, "away"), timestamp: Date.now() }] },
  ]);
  await settleMarket(first.marketId);
  expect((await view()).status).toBe("open");
  expect(lineStates(await view()).map(({ result }) => result)).toEqual(["lost", "lost", null, "lost"]);
  await settle(second, "home");
  await settle(third, "home");
  expect(await view()).toMatchObject({ result: "stake_returned", returned: 400n });
  await applyBook([
    {
      eventId: first.eventId,
      corrections: [{ marketId: first.marketId, kind: "rollback_result", timestamp: Date.now() + 1_000 }],
    },
  ]);
  await settleMarket(first.marketId);
  expect(await view()).toMatchObject({ status: "open", returned: null });
  expect(await cashOf(player)).toBe(9_600n);
  await applyBook([
    { eventId: first.eventId, results: [{ ...resultOf(first, "home"), timestamp: Date.now() + 2_000 }] },
  ]);
  await settleMarket(first.marketId);
  expect(await view()).toMatchObject({ result: "won", returned: 2_000n });
  expect(await cashOf(player)).toBe(11_600n);
});

it("has its bankers in every line", async () => {
  const { events, view } = await place(4, { sizes: [2], bankers: [3] });
  expect(await view()).toMatchObject({ stake: 300n, potentialReturn: 2_400n });
  await settle(events[3] as TestEvent, "away");
  expect(await view()).toMatchObject({ status: "settled", result: "lost" });
});

it("rounds each line down by itself", async () => {
  const { events, view } = await place(3, { sizes: [1, 2, 3], bankers: [] });
  // A dead heat of three leaves a third of each return.
  for (const { eventId, marketId } of events) {
    await applyBook([
      {
        eventId,
        results: [
          {
            marketId,
            certainty: 2,
            cancelled: false,
            outcomes: ["home", "draw", "away"].map((key) => ({
              key,
              result: 1,
              voidFactor: null,
              deadHeatFactor: { numerator: 1, denominator: 3 },
            })),
          },
        ],
      },
    ]);
    await settleMarket(marketId);
  }
  // 3 × ⌊66.67⌋ + 3 × ⌊44.44⌋ + ⌊29.63⌋
  expect(await view()).toMatchObject({ result: "part_returned", returned: 359n });
});

it("voided by staff returns the whole stake", async () => {
  const { id, player, view } = await place(3, TRIXIE);
  await ownerRows("select void_bet($1, 'test', null)", [id]);
  expect(await view()).toMatchObject({ result: "void", returned: 400n });
  expect(await cashOf(player)).toBe(10_000n);
});

it("holds the win and the place of an each-way bet as two lines", async () => {
  const { id, events, view } = await place(2, { sizes: [1], bankers: [] });
  await ownerRows("update bet_leg set part = 'place' where bet_id = $1 and position = 1", [id]);
  const [win, placed] = events as [TestEvent, TestEvent];
  await settle(win, "away");
  await settle(placed, "home");
  const bet = await view();
  expect(bet.legs.map(({ part }) => part)).toEqual(["win", "place"]);
  expect(bet).toMatchObject({ result: "stake_returned", returned: 200n });
  expect(lineStates(bet).map(({ result }) => result)).toEqual(["lost", "won"]);
});

it.each<[Winner[], string, bigint]>([
  [["home", "home", "home"], "won", 800n],
  [["home", "void", "home"], "won", 200n],
  [["void", "away", "home"], "lost", 0n],
  [["void", "home", "void"], "void", 100n],
])("a builder of two legs with a third beside it: %s is %s", async (winners, result, returned) => {
  const { id, events, view } = await place(3);
  await ownerRows("update bet set lines = '{7}' where id = $1", [id]);
  await ownerRows("update bet_leg set builder = 0 where bet_id = $1 and position < 2", [id]);
  for (const [n, event] of events.entries()) await settle(event, winners[n] as Winner);
  const bet = await view();
  expect(bet).toMatchObject({ result, returned });
  expect(returnByLegs(bet)).toBe(returned);
});
