import { afterAll, beforeAll, expect, it } from "vitest";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { GATES, gateRefusal } from "./gates.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it("is the same rule where it decides and where money moves", async () => {
  for (const gate of GATES)
    for (const status of ["active", "suspended", "closed", null]) {
      const [found] = await rows<{ may: boolean }>("select player_may($1, $2) as may", [gate, status]);
      const account = status === null ? null : { status };
      expect([gate, status, found?.may]).toEqual([gate, status, gateRefusal(account, gate) === null]);
    }
});

it("lets a suspended player take money out and do nothing else", () => {
  const suspended = { status: "suspended" };
  expect(GATES.filter((gate) => gateRefusal(suspended, gate) === null)).toEqual(["withdraw"]);
});
