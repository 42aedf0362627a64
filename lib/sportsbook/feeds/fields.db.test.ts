import "#lib/sportsbook/testing/race.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { betRecord, eventDesk, searchBets, tradingList } from "#lib/backoffice/index.ts";
import { systemClock } from "#lib/core/clock.ts";
import { playerBalance } from "#lib/ledger/index.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { betTitles, betView, placeBet, seedPolicy } from "#lib/sportsbook/betting/index.ts";

import { eventView, listing, marketIdOf } from "#lib/sportsbook/markets/index.ts";
import { searchEvents } from "#lib/sportsbook/search/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { makeFixtures, makePlayer } from "#lib/sportsbook/testing.ts";
import { createPipeline } from "./ingest.ts";
import type { FeedMessageInput } from "./schema.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
});
afterAll(async () => {
  expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
  await closeBus();
  await database.drop();
});

const RUNNERS = ["Anvil", "Bramble", "Comet", "Dapple", "Ember", "Fathom", "Gallant", "Harrier"];
const WINNER = marketIdOf("race-1", "winner", "");

const message = (fields: object, at = Date.now()) =>
  ({ provider: "course", eventId: "race-1", timestamp: at, ...fields }) as FeedMessageInput;

const field = message({
  type: "fixture",
  competition: { id: "derby", sportId: "race", category: "Flat", name: "Derby Day", countryCode: null },
  name: "The Derby, 14:30",
  participants: RUNNERS.map((name) => ({ id: name.toLowerCase(), name, shortName: name, countryCode: null })),
  startsAt: Date.now() + 3_600_000,
  pricing: { by: "provider" },
});

it("a race of eight is listed, found, bet on and settled", async () => {
  await makeFixtures([{ eventId: "match-1", home: "Reds", away: "Blues" }]);
  const pipeline = createPipeline({ provider: "course", clock: systemClock, flushMs: 5 });
  await pipeline.open();
  const send = async (...messages: FeedMessageInput[]) => {
    for (const each of messages) expect(await pipeline.ingest(each)).toBe("applied");
    await pipeline.flush();
  };
  await send(
    field,
    message({
      type: "odds_change",
      status: 0,
      score: { phase: "not_started", runners: 8, order: [] },
      markets: [
        {
          marketType: "winner",
          outcomes: RUNNERS.map((_, at) => ({ key: String(at + 1), odds: 4 + at, probability: 0.125 })),
        },
      ],
    }),
  );

  const view = await eventView("race-1");
  expect(view?.name).toBe("The Derby, 14:30");
  expect(view?.participants.map(({ name }) => name)).toEqual(RUNNERS);
  const upcoming = await listing({ kind: "upcoming" });
  expect(upcoming.map(({ name }) => name).sort()).toEqual(["Reds – Blues", "The Derby, 14:30"]);
  expect(upcoming.find(({ id }) => id === "race-1")?.boardMarkets[0]?.outcomes).toHaveLength(8);
  for (const text of ["derby", "gallant", "fath", "14:30"])
    expect(await searchEvents(text, 10), text).toEqual(["race-1"]);
  expect((await listing({ kind: "competition", competitionId: "derby" })).map(({ id }) => id)).toEqual([
    "race-1",
  ]);

  const player = await makePlayer(10_000n);
  const bet = async (outcomeKey: string, odds: bigint) => {
    const slip = { stake: "5", legs: [{ marketId: WINNER, outcomeKey, odds }], oddsChoice: "none" as const };
    const placed = await placeBet(
      { playerId: player, sessionId: null },
      { idempotencyKey: crypto.randomUUID(), ...slip },
    );
    if (!placed.ok) throw new Error(placed.refusal.code);
    return placed.value.id;
  };
  const [won, lost] = [await bet("3", 60_000n), await bet("8", 110_000n)];
  expect((await betTitles(player, [won])).get(won)?.event).toBe("The Derby, 14:30");
  expect((await searchBets({ playerId: player })).rows.map(({ event }) => event)).toEqual(
    Array(2).fill("The Derby, 14:30"),
  );
  expect((await betRecord(won))?.legs[0]?.event.participants.map(({ name }) => name)).toEqual(RUNNERS);
  expect((await tradingList()).map(({ name }) => name)).toContain("The Derby, 14:30");
  expect((await eventDesk("race-1"))?.participants).toEqual(RUNNERS);

  await send(
    message(
      { type: "event_status", status: 3, score: { phase: "ended", runners: 8, order: [3, 1, 8] } },
      Date.now() + 1_000,
    ),
    message(
      {
        type: "bet_settlement",
        certainty: 2,
        markets: [
          {
            marketType: "winner",
            outcomes: RUNNERS.map((_, at) => ({ key: String(at + 1), result: at === 2 ? 1 : 0 })),
          },
        ],
      },
      Date.now() + 2_000,
    ),
  );
  await settleMarket(WINNER);
  expect(await betView(won)).toMatchObject({ result: "won", returned: 3_000n });
  expect(await betView(lost)).toMatchObject({ result: "lost", returned: 0n });
  expect((await playerBalance(player, "EUR")).balance).toBe(12_000n);
});
