import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type ManualClock, manualClock } from "#lib/core/clock.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { createPipeline, type Pipeline } from "./ingest.ts";
import type { FeedMessageInput } from "./schema.ts";

const PROVIDER = "test";
const T0 = Date.UTC(2026, 5, 1, 18);

let database: TestDatabase;
let clock: ManualClock;
let pipeline: Pipeline;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});
beforeEach(async () => {
  clock = manualClock(new Date(T0));
  pipeline = createPipeline({ provider: PROVIDER, clock, flushMs: 5 });
  await pipeline.open();
});

const market = async (id: string) => {
  await pipeline.flush();
  const [found] = await rows<{
    status: number;
    certainty: number | null;
    version: number;
    windows: string;
    won: string[];
    late: string | null;
  }>(
    `select m.status, m.certainty, m.settlement_version as version, m.void_windows::text as windows,
            array(select o.key from outcome o where o.market_id = m.id and o.result = 1 order by o.position) as won,
            round(extract(epoch from s.taken_at - (select min(o.decided_at) from outcome o where o.market_id = m.id)))::text as late
       from market m
       left join market_settlement s on s.id = (select min(id) from market_settlement f where f.market_id = m.id and f.kind = 'result')
      where m.id = $1`,
    [id],
  );
  return found;
};

const teller = async (eventId: string) => {
  let second = 0;
  const at = () => {
    second += 1;
    clock.set(new Date(T0 + second * 1_000));
    return { provider: PROVIDER, eventId, timestamp: T0 + second * 1_000 };
  };
  await pipeline.ingest({
    ...at(),
    type: "fixture",
    competition: { id: "cup", sportId: "football", category: "Europe", name: "Cup", countryCode: null },
    participants: [
      { id: "fr", name: "France", shortName: "FRA", countryCode: "fr" },
      { id: "it", name: "Italy", shortName: "ITA", countryCode: "it" },
    ],
    startsAt: T0,
    pricing: { by: "provider" },
  });
  const names = [{ marketType: "1x2" }];
  return {
    tell: (message: Record<string, unknown>) =>
      pipeline.ingest({ ...at(), ...message } as unknown as FeedMessageInput),
    odds: (home: string) => ({
      type: "odds_change",
      status: 1,
      markets: [
        {
          marketType: "1x2",
          outcomes: [
            { key: "home", odds: home },
            { key: "draw", odds: "3.4" },
            { key: "away", odds: "4.1" },
          ],
        },
      ],
    }),
    settled: (winner: string, certainty?: number) => ({
      type: "bet_settlement",
      ...(certainty ? { certainty } : {}),
      markets: [
        {
          marketType: "1x2",
          outcomes: ["home", "draw", "away"].map((key) => ({ key, result: key === winner ? 1 : 0 })),
        },
      ],
    }),
    taken: (type: string, window: { startsAt?: number; endsAt?: number } = {}) => ({
      type,
      markets: names,
      ...window,
    }),
  };
};

it("carries a settlement, its confirmation, its correction and its rollback out, and prices the market again", async () => {
  const { tell, odds, settled, taken } = await teller("s1");
  await tell(odds("2"));
  await tell(settled("home"));
  expect(await market("s1.1x2")).toMatchObject({ status: -3, certainty: 1, version: 1, won: ["home"] });
  expect(await tell(odds("1.5"))).toBe("unchanged");
  await tell(settled("home", 2));
  expect(await market("s1.1x2")).toMatchObject({ status: -3, certainty: 2, version: 1 });
  await tell(settled("draw", 2));
  await tell(settled("away"));
  expect(await market("s1.1x2")).toMatchObject({ status: -3, certainty: 2, version: 2, won: ["draw"] });
  expect(await tell(taken("rollback_bet_settlement"))).toBe("applied");
  expect(await market("s1.1x2")).toMatchObject({ status: -1, certainty: null, version: 3, won: [] });
  // The result that the rollback undid, sent again by a line that lags.
  expect(await tell({ ...settled("draw", 2), timestamp: T0 + 5_500 })).toBe("applied");
  expect(await tell(odds("1.4"))).toBe("applied");
  expect(await market("s1.1x2")).toMatchObject({ status: 1, version: 3 });
  await tell(settled("away"));
  expect(await market("s1.1x2")).toMatchObject({ status: -3, version: 4, won: ["away"] });
  expect(await rows("select kind from outbox where payload->>'marketId' = 's1.1x2' order by id")).toEqual([
    { kind: "market.settled" },
    { kind: "market.corrected" },
    { kind: "market.corrected" },
    { kind: "market.corrected" },
  ]);
});

it("carries cancellations of a time and of the market out, and takes exactly those back", async () => {
  const { tell, odds, settled, taken } = await teller("s2");
  const window = { startsAt: T0 - 60_000, endsAt: T0 - 30_000 };
  await tell(odds("2"));
  await tell(taken("bet_cancel", window));
  expect(await market("s2.1x2")).toMatchObject({ status: 1, version: 1 });
  expect((await market("s2.1x2"))?.windows).toContain("2026-06-01 17:59:00");
  await tell(settled("home"));
  await tell(taken("bet_cancel"));
  expect(await market("s2.1x2")).toMatchObject({ status: -4, version: 3 });
  await tell(taken("rollback_bet_cancel"));
  expect(await market("s2.1x2")).toMatchObject({ status: -3, version: 4, won: ["home"] });
  await tell(taken("rollback_bet_cancel", window));
  expect(await market("s2.1x2")).toMatchObject({ status: -3, version: 5, windows: "{}" });
});

it("keeps several words about one market that come before they are written", async () => {
  const { tell, odds, settled, taken } = await teller("s3");
  await tell(odds("2"));
  await Promise.all([
    tell(settled("home")),
    tell(taken("rollback_bet_settlement")),
    tell(settled("draw")),
    tell(odds("1.5")),
  ]);
  expect(await market("s3.1x2")).toMatchObject({ status: -3, won: ["draw"] });
  expect(await rows("select kind from market_settlement where market_id = 's3.1x2' order by at")).toEqual([
    { kind: "result" },
    { kind: "rollback_result" },
    { kind: "result" },
  ]);
});

it("dates a decision by when its message was received, not by the provider's clock", async () => {
  const { tell, odds, settled } = await teller("s4");
  await tell(odds("2"));
  const message = settled("home");
  clock.set(new Date(T0 + 60_000));
  await pipeline.ingest({
    ...message,
    provider: PROVIDER,
    eventId: "s4",
    timestamp: T0 + 30_000,
  } as unknown as FeedMessageInput);
  expect((await market("s4.1x2"))?.late).toBe("30");
});

it("counts the time that a word waited here for the database as lateness", async () => {
  let away = false;
  pipeline = createPipeline({
    provider: PROVIDER,
    clock,
    flushMs: 5,
    apply: (changes) => (away ? Promise.reject(new Error("connect ECONNREFUSED")) : applyBook(changes)),
  });
  const { tell, odds, settled } = await teller("s5");
  await tell(odds("2"));
  await pipeline.flush();
  away = true;
  await tell(settled("home"));
  const written = pipeline.flush();
  clock.set(new Date(clock.now().getTime() + 20_000));
  away = false;
  await written;
  expect((await market("s5.1x2"))?.late).toBe("20");
});
