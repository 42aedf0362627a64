import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeBus } from "./bus.ts";
import { rows } from "./db.ts";
import { relayOnce } from "./outbox.ts";
import { type TestDatabase, testDatabase } from "./testing/test-database.ts";

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
