import { afterAll, beforeAll, beforeEach } from "vitest";
import { type ManualClock, manualClock } from "#lib/core/clock.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { createPipeline, type Pipeline } from "../ingest.ts";
import type { FeedMessageInput } from "../schema.ts";

export const PROVIDER = "test";
export const MODEL = { homeRate: 1.5, awayRate: 1.1 };
export const T0 = Date.UTC(2026, 5, 1, 18);

export let database: TestDatabase;
export let clock: ManualClock;
export let pipeline: Pipeline;

/** Another pipeline, as after a restart: it knows what the database holds. */
export const open = async (): Promise<void> => {
  pipeline = createPipeline({
    provider: PROVIDER,
    clock,
    flushMs: 5,
  });
  await pipeline.open();
};

/** For a suite: a database of its own. Each test has a pipeline of its own, whose clock stands at kick-off. */
export const testPipeline = (): void => {
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(async () => {
    await closeBus();
    await database.drop();
  });
  beforeEach(async () => {
    clock = manualClock(new Date(T0));
    await open();
  });
};

export const fixture = (eventId: string, timestamp = T0): FeedMessageInput => ({
  type: "fixture",
  provider: PROVIDER,
  eventId,
  timestamp,
  competition: { id: "cup", sportId: "football", category: "Europe", name: "Cup", countryCode: null },
  participants: [
    { id: "fr", name: "France", shortName: "FRA", countryCode: "fr" },
    { id: "it", name: "Italy", shortName: "ITA", countryCode: "it" },
  ],
  startsAt: T0,
  pricing: { by: "platform", model: { rates: MODEL } },
});

export const notStarted = (eventId: string, timestamp = T0): FeedMessageInput => ({
  type: "event_status",
  provider: PROVIDER,
  eventId,
  timestamp,
  status: 0,
});

export const markets = (eventId: string) =>
  rows<{
    id: string;
    marketType: string;
    specifiers: string;
    status: number;
    certainty: number | null;
    version: bigint;
  }>(
    'select id, market_type as "marketType", specifiers, status, certainty, version from market where event_id = $1 order by id',
    [eventId],
  );
export const event = async (eventId: string) =>
  (
    await rows<{
      status: number;
      score: { goals: { home: number; away: number } };
      version: bigint;
      ended_at: Date | null;
    }>("select status, score, version, ended_at from event where id = $1", [eventId])
  )[0];
export const fates = async (eventId: string) =>
  (
    await rows<{ fate: string; error: string | null }>(
      "select fate, error from feed_message where event_id = $1 order by id",
      [eventId],
    )
  ).map(({ fate }) => fate);
export const feedSuspensions = (eventId: string) =>
  rows<{ reason: string; lifted_at: Date | null }>(
    "select reason, lifted_at from suspension where scope = 'event' and scope_id = $1 order by id",
    [eventId],
  );
