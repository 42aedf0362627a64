import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows } from "../database/db.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { closeBus } from "./bus.ts";
import { relayOnce, startRelay, wakeRelay } from "./outbox.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

const put = (kind: string) => rows("insert into outbox (kind, payload) values ($1, '{}')", [kind]);

describe("the relay, as the application's role", () => {
  it("hands over every row once, in order, and forgets it", async () => {
    for (const kind of ["a", "b", "c"]) await put(kind);
    const seen: string[] = [];
    const take = () =>
      relayOnce(async (batch) => {
        seen.push(...batch.map(({ kind }) => kind));
      });
    await Promise.all([take(), take()]);
    expect(await take()).toBe(0);
    expect(seen).toEqual(["a", "b", "c"]);
  });

  it("hands over each piece of a bundle as a row of its own kind, between its neighbours", async () => {
    await put("before");
    await rows("insert into outbox (kind, payload) values ('bundle', $1)", [
      { kind: ["first", "second"], playerId: ["p1", "p2"], result: ["won", null] },
    ]);
    await put("after");
    const seen: unknown[] = [];
    await relayOnce(async (batch) => {
      seen.push(...batch.map(({ kind, payload }) => ({ kind, ...payload })));
    });
    expect(seen).toEqual([
      { kind: "before" },
      { kind: "first", playerId: "p1", result: "won" },
      { kind: "second", playerId: "p2", result: null },
      { kind: "after" },
    ]);
  });

  it("takes the oldest rows first, however many wait behind them", async () => {
    for (const kind of ["a", "b", "c"]) await put(kind);
    const seen: string[][] = [];
    while (
      (await relayOnce(async (batch) => {
        seen.push(batch.map(({ kind }) => kind));
      }, 2)) > 0
    );
    expect(seen).toEqual([["a", "b"], ["c"]]);
  });

  it("keeps the rows of a handler that failed", async () => {
    await put("again");
    await expect(relayOnce(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await relayOnce(async () => undefined)).toBe(1);
  });

  it("cannot change a row", async () => {
    await put("kept");
    await expect(rows("update outbox set payload = '{}'")).rejects.toMatchObject({ code: "42501" });
    await expect(rows("update outbox set id = 1")).rejects.toMatchObject({ code: "428C9" });
  });
});

describe("a relay that was woken", () => {
  it("tells at once on a quiet system, and on a busy one of many in few rounds", async () => {
    const rounds: string[][] = [];
    const relay = await startRelay(async (batch) => {
      rounds.push(batch.map(({ kind }) => kind));
    }, 60_000);
    const told = () => rounds.flat();
    await put("quiet");
    wakeRelay();
    await expect.poll(told, { interval: 2 }).toContain("quiet");
    const before = rounds.length;
    const kinds = Array.from({ length: 100 }, (_, n) => `busy-${n}`);
    const began = performance.now();
    for (const kind of kinds) {
      await put(kind);
      wakeRelay();
    }
    await expect.poll(() => told().slice(-100), { interval: 2 }).toEqual(kinds);
    const seconds = (performance.now() - began) / 1_000;
    expect(rounds.length - before).toBeLessThanOrEqual(Math.ceil(seconds * 50) + 1);
    await relay.stop();
  });
});
