import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { sql } from "#lib/platform/database/db.ts";
import { bus, closeBus } from "#lib/platform/messaging/bus.ts";
import { readiness } from "#lib/platform/observability/health.ts";
import { type FaultyProxy, faultyProxy } from "#lib/platform/testing/faulty-proxy.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { makeEvent, makePlayer } from "#lib/sportsbook/testing.ts";
import { placeBet, refusalsWritten, type SlipInput, seedPolicy } from "./index.ts";

let database: TestDatabase;
let proxy: FaultyProxy;
let marketId: string;

beforeAll(async () => {
  database = await testDatabase();
  proxy = await faultyProxy(database.appUrl);
  // As in the process that people wait for.
  Object.assign(process.env, { DATABASE_URL: proxy.url, DATABASE_POOL_MAX: "6", EVENS_PROCESS: "web" });
  await seedPolicy({ inPlayDelayMs: 0 });
  ({ marketId } = await makeEvent("faults"));
});
afterAll(async () => {
  await proxy.resume();
  await refusalsWritten();
  await closeBus();
  await database.drop();
  await proxy.close();
});
afterEach(async () => {
  await proxy.resume();
  expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
});

const slip = (overrides: Partial<SlipInput> = {}): SlipInput => ({
  idempotencyKey: crypto.randomUUID(),
  stake: "10",
  legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
  oddsChoice: "any",
  ...overrides,
});
const place = (playerId: string, input = slip()) => placeBet({ playerId, sessionId: null }, input);
const betsOf = async (players: string[]) =>
  Number(
    (await rows<{ n: bigint }>("select count(*) as n from bet where player_id = any($1)", [players]))[0]?.n,
  );

const behindTheBack = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

describe("a connection that is cut", () => {
  it("after the commit: nobody received the answers, and each retry answers with the bet that was made", async () => {
    const players = await Promise.all(Array.from({ length: 8 }, () => makePlayer(5_000n)));
    const slips = new Map(players.map((player) => [player, slip()]));
    const sprung = proxy.cutAfter("commit-bets");
    const first = await Promise.allSettled(players.map((player) => place(player, slips.get(player))));
    await sprung;
    const unanswered = players.filter((_, index) => first[index]?.status === "rejected");
    expect(unanswered.length).toBeGreaterThan(0);
    expect(await betsOf(players)).toBe(players.length);

    const again = await Promise.all(players.map((player) => place(player, slips.get(player))));
    expect(again.map((answer) => answer.ok && answer.value)).toEqual(
      again.map(() => expect.objectContaining({ status: "accepted", repeated: true })),
    );
    expect(await betsOf(players)).toBe(players.length);
    for (const player of players) expect((await playerBalance(player, "EUR")).balance).toBe(4_000n);
  });

  it("before the server received it: nothing was made, and the retry makes the bet", async () => {
    const player = await makePlayer(5_000n);
    const input = slip();
    const sprung = proxy.cutBefore("commit-bets");
    await expect(place(player, input)).rejects.toThrow();
    await sprung;
    expect(await betsOf([player])).toBe(0);
    expect(await place(player, input)).toMatchObject({ ok: true, value: { repeated: false } });
  });
});

describe("a database that is gone", () => {
  it("refuses at once when it was stopped, says not ready, and goes on without a restart", async () => {
    const player = await makePlayer(5_000n);
    const received: string[] = [];
    await bus().subscribe("events", ({ ids }) => received.push(...ids));
    let gaps = 0;
    bus().onGap(() => {
      gaps += 1;
    });
    await proxy.refuse();
    const input = slip();
    await expect(place(player, input)).rejects.toThrow();
    expect(await readiness()).toMatchObject({ ready: false, checks: { database: { ok: false } } });
    await proxy.resume();
    expect((await place(player, input)).ok).toBe(true);
    await expect.poll(() => gaps, { timeout: 20_000 }).toBe(1);
    await bus().publish("events", { ids: ["back"] });
    await expect.poll(() => received).toContain("back");
  });

  it("gives up in bounded time when it falls silent, on every path at once, and recovers by itself", async () => {
    const players = await Promise.all(Array.from({ length: 12 }, () => makePlayer(5_000n)));
    const slips = new Map(players.map((player) => [player, slip()]));
    expect((await place(players[0] as string)).ok).toBe(true);
    const received: string[] = [];
    await bus().subscribe("events", ({ ids }) => received.push(...ids));
    proxy.stall();
    const [answers, state] = await Promise.all([
      Promise.allSettled(players.map((player) => place(player, slips.get(player)))),
      readiness(),
    ]);
    expect(state.ready).toBe(false);
    for (const answer of answers)
      if (answer.status === "fulfilled")
        expect(answer.value).toEqual({ ok: false, refusal: { code: "too_busy" } });
    await proxy.resume();
    const again = await Promise.all(players.map((player) => place(player, slips.get(player))));
    expect(again.filter((answer) => !answer.ok)).toEqual([]);
    expect(await betsOf(players)).toBe(players.length + 1);
    await expect
      .poll(
        async () => {
          await bus().publish("events", { ids: ["spoke again"] });
          return received;
        },
        { timeout: 20_000 },
      )
      .toContain("spoke again");
  });
});

describe("too much at once", () => {
  it("is answered, all of it, with a bet or with too_busy while one transaction is stuck on the match", async () => {
    const stuck = await makeEvent("stuck");
    const players = await Promise.all(Array.from({ length: 60 }, () => makePlayer(5_000n)));
    const slips = players.map((_, index) =>
      slip({
        legs: [{ marketId: index % 2 ? marketId : stuck.marketId, outcomeKey: "home", odds: 20_000n }],
      }),
    );
    await behindTheBack(async (client) => {
      await client.query("begin");
      await client.query("select pg_advisory_xact_lock(book_lock_key('event', 'stuck'))");
      const answers = await Promise.all(players.map((player, index) => place(player, slips[index])));
      const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code]));
      expect(new Set(refused)).toEqual(new Set(["too_busy"]));
      await client.query("rollback");
    });
    const again = await Promise.all(players.map((player, index) => place(player, slips[index])));
    expect(again.filter((answer) => !answer.ok)).toEqual([]);
    expect(await betsOf(players)).toBe(players.length);
  });

  it("is refused when every connection is taken, and taken again once they are free", async () => {
    const player = await makePlayer(50_000n);
    const taken = await Promise.all(Array.from({ length: 6 }, () => sql().connect()));
    const input = slip();
    expect(await place(player, input)).toEqual({ ok: false, refusal: { code: "too_busy" } });
    expect(await readiness()).toMatchObject({ ready: false });
    for (const client of taken) client.release();
    expect((await place(player, input)).ok).toBe(true);
    expect(await betsOf([player])).toBe(1);
  });
});
