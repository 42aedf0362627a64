import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { bus, closeBus } from "./bus.ts";
import { freePort } from "./free-port.ts";
import { type TestDatabase, testDatabase } from "./testing/test-database.ts";

const redisInstalled = spawnSync("redis-server", ["--version"]).status === 0;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
afterEach(closeBus);

const carries = async (): Promise<void> => {
  const heard: string[][] = [];
  await bus().subscribe("events", ({ ids }) => heard.push(ids));
  const many = Array.from({ length: 2_000 }, (_, n) => `event-number-${n}`);
  await bus().publish("events", { ids: ["a"] });
  await bus().publish("events", { ids: many });
  await vi.waitFor(() => expect(heard.flat()).toEqual(["a", ...many]));
};

describe("the bus on PostgreSQL", () => {
  it("carries notices, also those too long for one", carries);

  it("carries many at once, and one that cannot be handled keeps none from the others", async () => {
    const heard: string[] = [];
    await bus().subscribe("player", ({ playerId }) => {
      if (playerId === "p0") throw new Error("no");
      heard.push(playerId);
    });
    const told = Array.from({ length: 500 }, (_, n) => ({
      playerId: `p${n}`,
      kind: "bet.placed",
      payload: {},
    }));
    await bus().publishAll("player", told);
    await vi.waitFor(() => expect(heard).toEqual(told.slice(1).map(({ playerId }) => playerId)));
  });

  it("finds back after its connection was cut, and says that there was a gap", async () => {
    let gaps = 0;
    const heard: string[] = [];
    await bus().subscribe("events", ({ ids }) => heard.push(...ids));
    await bus().subscribe("session", ({ playerId }) => heard.push(playerId));
    bus().onGap(() => {
      gaps += 1;
    });
    await database.asOwner(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'evens-bus'",
    );
    await vi.waitFor(() => expect(gaps).toBe(1), { timeout: 5_000 });
    await bus().publish("events", { ids: ["after"] });
    await bus().publish("session", { playerId: "p1", sessionId: null });
    await vi.waitFor(() => expect(heard).toEqual(expect.arrayContaining(["after", "p1"])));
  });
});

describe.skipIf(!redisInstalled)("the bus on Redis", () => {
  let server: ChildProcess;
  beforeAll(async () => {
    const port = await freePort();
    server = spawn("redis-server", [
      "--port",
      String(port),
      "--bind",
      "127.0.0.1",
      "--save",
      "",
      "--appendonly",
      "no",
    ]);
    process.env.REDIS_URL = `redis://127.0.0.1:${port}`;
    vi.resetModules();
  });
  afterAll(() => {
    server.kill();
    delete process.env.REDIS_URL;
  });

  it("carries notices", async () => {
    const fresh = await import("./bus.ts");
    const heard: string[] = [];
    await fresh.bus().subscribe("session", ({ playerId }) => heard.push(playerId));
    await fresh.bus().publish("session", { playerId: "p1", sessionId: null });
    await vi.waitFor(() => expect(heard).toEqual(["p1"]));
    await fresh.closeBus();
  });
});
