import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { deposit } from "#lib/cashier/index.ts";
import { systemClock } from "#lib/core/clock.ts";
import { playerBalance } from "#lib/ledger/index.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { takeRate } from "#lib/platform/http/rate-limit.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { findSession, openSession } from "#lib/players/index.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { placeBet, refusalsWritten, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { decideThreeWay, makeEvent, makePlayer } from "#lib/sportsbook/testing.ts";

const TEN_MINUTES_MS = 600_000;

/** Shifts the calendar of a whole process, as on a wrongly set machine; timers and the monotonic clock stay. */
const SHIFT = `data:text/javascript,${encodeURIComponent(`
  const Real = Date, shiftMs = Number(process.env.CLOCK_SHIFT_MS);
  globalThis.Date = class extends Real {
    constructor(...given) { if (given.length) super(...given); else super(Real.now() + shiftMs); }
    static now() { return Real.now() + shiftMs; }
  };`)}`;

let database: TestDatabase;
const children: ChildProcess[] = [];

const start = (name: "feeds" | "worker", shiftMs: number): ChildProcess => {
  const child = spawn(process.execPath, [`--import=${SHIFT}`, `lib/processes/${name}.ts`], {
    env: {
      ...process.env,
      CLOCK_SHIFT_MS: String(shiftMs),
      EVENS_PROCESS: name,
      FEED_LEASE_SECONDS: "3",
      SIMULATOR_SPEED: "30",
      SIMULATOR_MATCHES: "3",
      SIMULATOR_SEED: "clocks",
      LOG_LEVEL: "warn",
      NODE_ENV: "test",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  children.push(child);
  return child;
};

beforeAll(async () => {
  process.env.DEMO_MODE = "true";
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
});
afterEach(() => vi.useRealTimers());
afterAll(async () => {
  for (const child of children)
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  await refusalsWritten();
  await closeBus();
  await database.drop();
});

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 100 });
const place = (playerId: string, marketId: string) =>
  placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake: "10",
      legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
      oddsChoice: "any",
    },
  );

describe.each([
  ["ahead", TEN_MINUTES_MS],
  ["behind", -TEN_MINUTES_MS],
])("a process whose clock is ten minutes %s", (name, shiftMs) => {
  const setWrong = (): void => {
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(Date.now() + shiftMs);
  };

  it("opens bets and closes them when the database says so", async () => {
    const [soon, begun] = [await makeEvent(`soon-${name}`), await makeEvent(`begun-${name}`)];
    await rows("update event set status = 0, starts_at = now() + interval '5 minutes' where id = $1", [
      soon.eventId,
    ]);
    await rows("update event set status = 0, starts_at = now() - interval '5 minutes' where id = $1", [
      begun.eventId,
    ]);
    const player = await makePlayer(5_000n);
    setWrong();
    expect((await place(player, soon.marketId)).ok).toBe(true);
    expect(await place(player, begun.marketId)).toMatchObject({
      ok: false,
      refusal: { code: "event_closed" },
    });
    const [bet] = await rows<{ off: number }>(
      "select abs(extract(epoch from clock_timestamp() - placed_at))::float8 as off from bet where player_id = $1",
      [player],
    );
    expect(bet?.off).toBeLessThan(60);
  });

  it("opens sessions and counts deposits and tries like any other", async () => {
    const player = await makePlayer(0n);
    await openSession(
      { clock: systemClock, requestId: "r", origin: { ip: "10.0.0.1", userAgent: "" } },
      { kind: "player", id: player },
    ).then(({ sessionId }) =>
      ownerRows("update session set expires_at = clock_timestamp() + interval '5 minutes' where id = $1", [
        sessionId,
      ]),
    );
    const [session] = await rows<{ id: string }>("select id from session where player_id = $1", [player]);
    const rule = { name: `clock-${name}`, points: 1, durationSeconds: 300 };
    await takeRate(rule, player);
    await deposit(playerContext(player, "EUR"), { amount: "1000", idempotencyKey: crypto.randomUUID() });
    setWrong();
    expect(await findSession(session?.id ?? "")).not.toBeNull();
    await ownerRows(
      "update session set expires_at = clock_timestamp() - interval '5 minutes' where id = $1",
      [session?.id],
    );
    expect(await findSession(session?.id ?? "")).toBeNull();
    expect((await takeRate(rule, player)).ok).toBe(false);
    const more = playerContext(player, "EUR");
    for (let n = 0; n < 4; n += 1)
      expect((await deposit(more, { amount: "1000", idempotencyKey: crypto.randomUUID() })).ok).toBe(true);
    expect(await deposit(more, { amount: "1", idempotencyKey: crypto.randomUUID() })).toMatchObject({
      refusal: { code: "above_day_limit" },
    });
    const times = await rows<{ off: number }>(
      "select abs(extract(epoch from clock_timestamp() - created_at))::float8 as off from payment where player_id = $1",
      [player],
    );
    expect(Math.max(...times.map(({ off }) => off))).toBeLessThan(60);
  });
});

describe("feeds and a worker whose clocks are twenty minutes apart", () => {
  const provider = async () =>
    (
      await rows<{ state: string; owner: string | null; stopped: string | null; lag: number }>(
        `select state, lease_owner as owner, active_suspension('', '', id, '') as stopped, lag_ms as lag
           from feed_provider where id = 'simulator'`,
      )
    )[0];
  const newest = async () =>
    (
      await rows<{ at: bigint; offMs: number }>(
        `select max(feed_timestamp) as at,
                abs(extract(epoch from clock_timestamp()) * 1000 - max(feed_timestamp))::float8 as "offMs" from event
          where provider = 'simulator'`,
      )
    )[0];

  it("tell the same time: prices are on, bets settle, and an heir on another clock goes on where the dead one was", async () => {
    const early = start("feeds", TEN_MINUTES_MS);
    start("worker", -TEN_MINUTES_MS);
    await until(async () => expect(await provider()).toMatchObject({ state: "up", stopped: null }));
    const first = await provider();
    const before = await newest();
    expect(before?.offMs).toBeLessThan(60_000);

    const { eventId, marketId } = await makeEvent("clocks-settled");
    const player = await makePlayer(5_000n);
    expect((await place(player, marketId)).ok).toBe(true);
    await decideThreeWay(eventId, "home");
    await until(async () => expect((await playerBalance(player, "EUR")).balance).toBe(6_000n));

    early.kill("SIGKILL");
    await once(early, "exit");
    start("feeds", -TEN_MINUTES_MS);
    await until(async () => {
      const now = await provider();
      expect(now).toMatchObject({ state: "up", stopped: null });
      expect(now?.owner).not.toBe(first?.owner);
    });
    await until(async () => expect((await newest())?.at).toBeGreaterThan(before?.at ?? 0n));
    expect((await newest())?.offMs).toBeLessThan(60_000);
    expect(await rows("select raw from feed_message where fate in ('outdated', 'rejected')")).toEqual([]);
    expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
  }, 120_000);
});
