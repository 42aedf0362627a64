import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { log } from "#lib/platform/observability/log.ts";
import { type FaultyProxy, faultyProxy } from "#lib/platform/testing/faulty-proxy.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { type FeedsProcess, startFeeds } from "./start-feeds.ts";

let database: TestDatabase;
let proxy: FaultyProxy;
let feeds: FeedsProcess;

beforeAll(async () => {
  database = await testDatabase();
  proxy = await faultyProxy(database.appUrl);
  Object.assign(process.env, {
    DATABASE_URL: proxy.url,
    EVENS_PROCESS: "feeds",
    FEED_LEASE_SECONDS: "3",
    SIMULATOR_SPEED: "60",
    SIMULATOR_MATCHES: "12",
    SIMULATOR_SEED: "outage-log",
  });
  await seedPolicy({ inPlayDelayMs: 0 });
  feeds = await startFeeds();
});
afterAll(async () => {
  await proxy.resume();
  await feeds.stop();
  await closeBus();
  await database.drop();
  await proxy.close();
});

/** Behind the proxy's back. */
const isUp = () =>
  vi.waitFor(
    async () => {
      const up = await database.asOwner(
        "select 1 from feed_provider where id = 'simulator' and state = 'up' and lease_until > clock_timestamp()",
      );
      expect(up).toHaveLength(1);
    },
    { timeout: 50_000, interval: 100 },
  );

/** Longer than the lease, so that what is held back is given up as well. */
const OUTAGE_MS = 6_000;

type LogLine = {
  errors: string[];
  warnings: string[];
  back: { awayMs: number; failures: number } | undefined;
};

/** A line of the log, with the feed that it is about. */
const lineOf = (call: readonly unknown[]): string => {
  const { provider } = call[0] as { provider?: string };
  return provider ? `${provider}: ${call[1]}` : String(call[1]);
};

/** What the process says from the moment that the database goes away until the feed is up again. */
const logWhile = async (goAway: () => unknown): Promise<LogLine> => {
  await isUp();
  const [error, warn] = [vi.spyOn(log, "error"), vi.spyOn(log, "warn")];
  await goAway();
  await sleep(OUTAGE_MS);
  await proxy.resume();
  await isUp();
  // The loss of idle connections is reported a second later.
  await sleep(1_500);
  // Whichever feed meets the outage first reports it, once for all of the process.
  const errors = error.mock.calls.map((call) => String(call[1]));
  const warnings = warn.mock.calls.map(lineOf);
  const back = warn.mock.calls.find((call) => String(call[1]) === "the database answers again")?.[0];
  vi.restoreAllMocks();
  return { errors, warnings, back: back as unknown as LogLine["back"] };
};

it("a server that stops is logged in one line when it goes and in one when it is back, with what failed meanwhile", async () => {
  const { errors, warnings, back } = await logWhile(proxy.refuse);
  expect(errors).toEqual(["the database is out of reach"]);
  expect(back?.awayMs).toBeGreaterThan(OUTAGE_MS / 2);
  expect(back?.failures).toBeGreaterThan(5);
  expect(warnings.toSorted()).toEqual([...new Set(warnings)].toSorted());
}, 120_000);

it("writes that wait behind a silent server are given up without a line for each", async () => {
  const { errors, warnings } = await logWhile(proxy.stall);
  expect(errors.filter((text) => text !== "the database is out of reach")).toEqual([]);
  expect(warnings).toContain("simulator: the lease of this feed is lost");
  expect(warnings.toSorted()).toEqual([...new Set(warnings)].toSorted());
}, 120_000);
