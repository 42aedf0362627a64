import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { freePort } from "#lib/platform/http/free-port.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { startProcessBeat } from "#lib/platform/observability/process-beat.ts";
import { type FaultyProxy, faultyProxy } from "#lib/platform/testing/faulty-proxy.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { type RealtimeServer, startRealtime } from "#lib/realtime/index.ts";
import { placeBet, refusalsWritten, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { decideThreeWay, makeEvent, makePlayer } from "#lib/sportsbook/testing.ts";
import { type FeedsProcess, startFeeds } from "./start-feeds.ts";
import { startWorker, type WorkerProcess } from "./start-worker.ts";

let database: TestDatabase;
let proxy: FaultyProxy;
let worker: WorkerProcess;
let feeds: FeedsProcess;
let sidecar: RealtimeServer;
let beat: { stop(): Promise<void> };

beforeAll(async () => {
  database = await testDatabase();
  proxy = await faultyProxy(database.appUrl);
  Object.assign(process.env, {
    DATABASE_URL: proxy.url,
    EVENS_PROCESS: "web",
    SIMULATOR_SPEED: "30",
    SIMULATOR_MATCHES: "2",
    SIMULATOR_SEED: "outage",
  });
  await seedPolicy({ inPlayDelayMs: 0 });
  worker = await startWorker();
  feeds = await startFeeds();
  sidecar = await startRealtime({ host: "127.0.0.1", port: await freePort() });
  beat = await startProcessBeat("realtime", sidecar.figures);
});
afterAll(async () => {
  await proxy.resume();
  await Promise.all([worker.stop(), feeds.stop(), sidecar.stop(), beat.stop()]);
  await refusalsWritten();
  await closeBus();
  await database.drop();
  await proxy.close();
});

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 50_000, interval: 100 });
const sidecarReady = async (): Promise<boolean> =>
  (await fetch(`http://127.0.0.1:${sidecar.port}/health`)).ok;
/** Behind the proxy's back. */
const feed = async () =>
  (
    await database.asOwner<{ state: string; owned: boolean; stopped: string | null }>(
      `select state, lease_until > clock_timestamp() as owned, active_suspension('', '', id, '') as stopped
         from feed_provider where id = 'simulator'`,
    )
  )[0];
const UP = { state: "up", owned: true, stopped: null };

it.each(["refuse", "stall"] as const)(
  "a database that is away (%s) stops what depends on it, and every process goes on by itself when it is back",
  async (how) => {
    await until(async () => expect(await feed()).toEqual(UP));
    await until(async () => expect(await sidecarReady()).toBe(true));
    const { eventId, marketId } = await makeEvent(`outage-${how}`);
    const playerId = await makePlayer(5_000n);
    const placed = await placeBet(
      { playerId, sessionId: null },
      {
        idempotencyKey: crypto.randomUUID(),
        stake: "10",
        legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
        oddsChoice: "any",
      },
    );
    expect(placed.ok).toBe(true);

    await proxy[how]();
    await until(async () => expect(await sidecarReady()).toBe(false));
    // Nobody can renew the lease or mark the feed as down: it counts as down anyway.
    await until(async () =>
      expect(await feed()).toMatchObject({ owned: false, stopped: "provider:feed_down" }),
    );
    await proxy.resume();

    await until(async () => expect(await sidecarReady()).toBe(true));
    await decideThreeWay(eventId, "home");
    await until(async () => expect((await playerBalance(playerId, "EUR")).balance).toBe(6_000n));
    await until(async () => expect(await feed()).toEqual(UP));
    await until(async () => expect(await rows("select 1 from outbox")).toEqual([]));
    expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
  },
  150_000,
);
