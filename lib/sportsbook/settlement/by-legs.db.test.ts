import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { betView, placeBet, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { oddsByLegs, returnByLegs } from "#lib/sportsbook/betting/views.ts";
import { applyBook, type MarketResult } from "#lib/sportsbook/markets/index.ts";
import { makeEvent, makePlayer, type TestEvent } from "#lib/sportsbook/testing.ts";
import { settleMarket } from "./index.ts";

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

type Home = Pick<MarketResult["outcomes"][number], "result" | "voidFactor" | "deadHeatFactor">;
const WON: Home = { result: 1, voidFactor: null, deadHeatFactor: null };
const HOME: Record<string, Home> = {
  won: WON,
  void: { ...WON, result: 0, voidFactor: 1 },
  "half won": { ...WON, voidFactor: 0.5 },
  "half lost": { ...WON, result: 0, voidFactor: 0.5 },
  "a dead heat": { ...WON, deadHeatFactor: { numerator: 1, denominator: 2 } },
};

const decide = async ({ eventId, marketId }: TestEvent, home: Home) => {
  const others = { result: 0 as const, voidFactor: home.voidFactor, deadHeatFactor: null };
  await applyBook([
    {
      eventId,
      results: [
        {
          marketId,
          certainty: 2,
          cancelled: false,
          timestamp: Date.now(),
          outcomes: [
            { key: "home", ...home },
            { key: "draw", ...others },
            { key: "away", ...others },
          ],
        },
      ],
    },
  ]);
  await settleMarket(marketId);
};

it("what the page says an open bet comes to is what it is paid in the end, whatever its legs have become", async () => {
  const player = await makePlayer(10_000n);
  const events: TestEvent[] = [];
  for (const name of Object.keys(HOME)) events.push(await makeEvent(`by-legs-${name}`, { running: false }));
  const placed = await placeBet(
    { playerId: player, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake: "33.33",
      legs: events.map(({ marketId }) => ({ marketId, outcomeKey: "home", odds: 20_000n })),
      oddsChoice: "any",
    },
  );
  if (!placed.ok) throw new Error(placed.refusal.code);
  const view = async () => {
    const bet = await betView(placed.value.id);
    if (!bet) throw new Error("no bet");
    return bet;
  };
  expect(returnByLegs(await view())).toBe((await view()).potentialReturn);

  const said: bigint[] = [];
  for (const [at, home] of Object.values(HOME).entries()) {
    await decide(events[at] as TestEvent, home);
    said.push(returnByLegs(await view()));
  }
  const bet = await view();
  expect(bet.status).toBe("settled");
  expect(said).toEqual([106_656n, 53_328n, 39_996n, 9_999n, 4_999n]);
  expect(bet.returned).toBe(said.at(-1));
  expect(oddsByLegs(bet.legs)).toBe(15_000n);
});
