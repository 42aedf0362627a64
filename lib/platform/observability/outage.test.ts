import { connect } from "node:net";
import { afterEach, beforeEach, expect, it, type MockInstance, vi } from "vitest";
import { freePort } from "../http/free-port.ts";
import { log } from "./log.ts";
import { databaseAnswered, logFailure, redisAnswered, redisFailed } from "./outage.ts";

const databasePort = await freePort();
Object.assign(process.env, {
  DATABASE_URL: `postgres://evens@127.0.0.1:${databasePort}/evens`,
  AUTH_SECRET: "a secret for nothing but this test, really",
});

let errors: MockInstance<typeof log.error>;
let warnings: MockInstance<typeof log.warn>;
beforeEach(() => {
  errors = vi.spyOn(log, "error").mockImplementation(() => undefined);
  warnings = vi.spyOn(log, "warn").mockImplementation(() => undefined);
});
afterEach(() => {
  databaseAnswered();
  redisAnswered();
  vi.restoreAllMocks();
});

const logged = ({ mock }: MockInstance<typeof log.error>): unknown[] => mock.calls.map((call) => call[1]);
const refusedAt = (port: number): Promise<unknown> =>
  new Promise((resolve) => connect(port, "127.0.0.1").on("error", resolve));

it("says once that the database refuses, counts what fails after it, and says when it answers", async () => {
  const refused = await refusedAt(databasePort);
  for (const complaint of ["one", "two", "three"]) logFailure(refused, complaint);
  expect(logged(errors)).toEqual(["the database is out of reach"]);
  databaseAnswered();
  databaseAnswered();
  expect(logged(warnings)).toEqual(["the database answers again"]);
  expect(warnings.mock.calls[0]?.[0]).toMatchObject({ failures: 3 });
});

it("does not call it the database's when another server refuses or cannot be found", async () => {
  logFailure(await refusedAt(await freePort()), "the feed could not be read");
  const unknown = Object.assign(new Error("no such host"), { code: "ENOTFOUND", hostname: "feed.example" });
  logFailure(unknown, "nor could the other");
  expect(logged(errors)).toEqual(["the feed could not be read", "nor could the other"]);
});

it("takes what broke off for the database's, for it does not tell where it went", () => {
  const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  logFailure(reset, "a turn failed");
  expect(logged(errors)).toEqual(["the database is out of reach"]);
});

it("tells Redis and the database apart when both are away", async () => {
  const refused = await refusedAt(await freePort());
  redisFailed(refused, "the bus has no connection");
  redisFailed(refused, "a notice is lost");
  logFailure(await refusedAt(databasePort), "a turn failed");
  expect(logged(errors)).toEqual(["Redis is out of reach", "the database is out of reach"]);
  redisAnswered();
  expect(logged(warnings)).toEqual(["Redis answers again"]);
});
