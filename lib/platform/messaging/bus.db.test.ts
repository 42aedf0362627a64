import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { freePort } from "../http/free-port.ts";
import { eventually } from "../testing/eventually.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { bus, closeBus } from "./bus.ts";

const redisInstalled = spawnSync("redis-server", ["--version"]).status === 0;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
afterEach(closeBus);

const carries = async (): Promise<void> => {
  const received: string[][] = [];
  await bus().subscribe("events", ({ ids }) => received.push(ids));
  const many = Array.from({ length: 2_000 }, (_, n) => `event-number-${n}`);
  await bus().publish("events", { ids: ["a"] });
  await bus().publish("events", { ids: many });
  await eventually(() => expect(received.flat()).toEqual(["a", ...many]));
};

describe("the bus on PostgreSQL", () => {
  it("carries notices, also those too long for one", carries);

  it("carries many at once, and one that cannot be handled keeps none from the others", async () => {
    const received: string[] = [];
    await bus().subscribe("player", ({ playerId }) => {
      if (playerId === "p0") throw new Error("no");
      received.push(playerId);
    });
    const messages = Array.from({ length: 500 }, (_, n) => ({
      playerId: `p${n}`,
      kind: "bet.placed",
      payload: {},
    }));
    await bus().publishAll("player", messages);
    await eventually(() => expect(received).toEqual(messages.slice(1).map(({ playerId }) => playerId)));
  });

  it("finds back after its connection was cut, and says that there was a gap", async () => {
    let gaps = 0;
    const received: string[] = [];
    await bus().subscribe("events", ({ ids }) => received.push(...ids));
    await bus().subscribe("session", ({ playerId }) => received.push(playerId));
    bus().onGap(() => {
      gaps += 1;
    });
    await database.asOwner(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'evens-bus'",
    );
    await eventually(() => expect(gaps).toBe(1));
    await bus().publish("events", { ids: ["after"] });
    await bus().publish("session", { playerId: "p1", sessionId: null });
    await eventually(() => expect(received).toEqual(expect.arrayContaining(["after", "p1"])));
  });
});

describe.skipIf(!redisInstalled)("the bus on Redis", () => {
  let port: number;
  let server: ChildProcess;
  const start = (): void => {
    const store = ["--save", "", "--appendonly", "no"];
    server = spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", ...store]);
  };
  const gone = (): Promise<unknown> => new Promise((resolve) => server.once("exit", resolve));
  const fresh = async () => {
    vi.resetModules();
    return { ...(await import("./bus.ts")), ...(await import("../observability/log.ts")) };
  };
  beforeAll(async () => {
    port = await freePort();
    process.env.REDIS_URL = `redis://127.0.0.1:${port}`;
    start();
  });
  afterAll(() => {
    server.kill();
    delete process.env.REDIS_URL;
  });

  it("carries notices", async () => {
    const { bus, closeBus } = await fresh();
    const received: string[] = [];
    await bus().subscribe("session", ({ playerId }) => received.push(playerId));
    await bus().publish("session", { playerId: "p1", sessionId: null });
    await eventually(() => expect(received).toEqual(["p1"]));
    await closeBus();
  });

  it("keeps nobody waiting while Redis is away, says so once, and finds back", async () => {
    const { bus, closeBus, log } = await fresh();
    const [error, warn] = [vi.spyOn(log, "error"), vi.spyOn(log, "warn")];
    const received: string[][] = [];
    let gaps = 0;
    await bus().subscribe("events", ({ ids }) => received.push(ids));
    bus().onGap(() => {
      gaps += 1;
    });
    const exit = gone();
    server.kill("SIGKILL");
    await exit;
    const began = performance.now();
    for (let n = 0; n < 20; n += 1) await bus().publish("events", { ids: ["lost"] });
    expect(performance.now() - began).toBeLessThan(3_000);
    await eventually(() => expect(error).toHaveBeenCalled());
    start();
    await eventually(() => expect(gaps).toBeGreaterThan(0));
    await eventually(() => expect(warn).toHaveBeenCalled());
    await bus().publish("events", { ids: ["after"] });
    await eventually(() => expect(received).toEqual([["after"]]));
    expect(error.mock.calls.map((call) => call[1])).toEqual(["Redis is out of reach"]);
    expect(warn.mock.calls.map((call) => call[1])).toEqual(["Redis answers again"]);
    await closeBus();
  }, 30_000);

  it("waits no longer than it must for a Redis that is silent", async () => {
    const { bus, closeBus, log } = await fresh();
    vi.spyOn(log, "error").mockImplementation(() => undefined);
    await bus().publish("events", { ids: ["before"] });
    server.kill("SIGSTOP");
    const began = performance.now();
    await bus().publish("events", { ids: ["silent"] });
    expect(performance.now() - began).toBeLessThan(4_000);
    server.kill("SIGCONT");
    await closeBus();
  }, 30_000);
});
