import { afterAll, beforeAll, expect, it } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { DEMO_PASSWORD, verifyCredentials } from "#lib/players/index.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { seedDemo } from "./demo.ts";

let database: TestDatabase;
beforeAll(async () => {
  Object.assign(process.env, { DEMO_MODE: "true", DEMO_BETTORS: "2" });
  database = await testDatabase();
  await seedPolicy();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

it("makes the demo accounts once, with play money and the documented password", async () => {
  await seedDemo();
  await seedDemo();
  const players = await rows<{ id: string; email: string }>("select id, email from player order by email");
  expect(players.map(({ email }) => email)).toEqual([
    "bettor-1@evens.example",
    "bettor-2@evens.example",
    "player@evens.example",
    "second@evens.example",
  ]);
  expect(
    await rows(
      `select email, array(select role from staff_role r where r.staff_id = a.id order by role) as roles
         from staff_account a order by email`,
    ),
  ).toEqual([
    { email: "admin@evens.example", roles: ["administrator"] },
    { email: "risk@evens.example", roles: ["risk"] },
    { email: "support@evens.example", roles: ["support"] },
    { email: "trader@evens.example", roles: ["settlement", "trader"] },
  ]);
  const player = players[2]?.id ?? "";
  expect(await playerBalance(player, "EUR")).toMatchObject({ balance: 100_000n, version: 1n });
  expect(
    await rows(
      `select e.combinable, count(*)::int as markets from event e join market m on m.event_id = e.id
        where e.provider = 'staff' and m.status = 1 group by e.id order by e.id`,
    ),
  ).toEqual([
    { combinable: false, markets: 2 },
    { combinable: false, markets: 2 },
  ]);
  const origin = { ip: "10.0.0.1", userAgent: "" };
  const signedIn = await verifyCredentials(
    { clock: { now: () => new Date() }, requestId: "test", origin },
    { email: "player@evens.example", password: DEMO_PASSWORD },
  );
  expect(signedIn).toEqual({ ok: true, value: { kind: "player", id: player } });
  expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
});
