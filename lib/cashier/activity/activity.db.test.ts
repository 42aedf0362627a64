import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { activity } from "./activity.ts";
import { activityPeriod } from "./schema.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

it("sums money and time by the player's own days, weeks and months, empty ones included", async () => {
  const playerId = await makePlayer(5_000n);
  // New York is at 20:00 of the first day when Berlin's second has begun.
  const evening = "date_trunc('month', now(), 'UTC') + interval '1 day'";
  for (const [table, where] of [
    ["ledger_transfer", "code = 'deposit'"],
    ["ledger_entry", "true"],
  ])
    await database.asOwner(`update ${table} set created_at = ${evening} where ${where}`);
  await database.asOwner(
    `insert into play_session (player_id, started_at, last_active_at, checked_at)
     select $1, ${evening} - interval '30 minutes', ${evening} + interval '90 minutes', now()`,
    [playerId],
  );
  const month = new Date().toISOString().slice(0, 7);
  const days = { from: `${month}-01`, to: `${month}-03`, by: "day" } as const;
  expect(await activity(playerId, days, "UTC")).toMatchObject([
    { start: `${month}-01`, deposited: 0n, minutes: 30 },
    { start: `${month}-02`, deposited: 5_000n, staked: 0n, returned: 0n, withdrawn: 0n, minutes: 90 },
    { start: `${month}-03`, deposited: 0n, minutes: 0 },
  ]);
  expect(await activity(playerId, days, "America/New_York")).toMatchObject([
    { start: `${month}-01`, deposited: 5_000n, minutes: 120 },
    { start: `${month}-02`, deposited: 0n, minutes: 0 },
    { start: `${month}-03`, deposited: 0n, minutes: 0 },
  ]);
  expect(await activity(playerId, { ...days, by: "month" }, "UTC")).toMatchObject([
    { start: `${month}-01`, deposited: 5_000n, minutes: 120 },
  ]);
});

it.each([
  [
    { from: null, to: null, by: null },
    { from: "2026-11-01", to: "2026-11-30", by: "day" },
  ],
  [
    { from: "2026-10-01", to: "2026-11-30", by: "week" },
    { from: "2026-10-01", to: "2026-11-30", by: "week" },
  ],
  [
    { from: "2026-01-01", to: null, by: "day" },
    { from: "2026-01-01", to: "2026-11-30", by: "week" },
  ],
  [
    { from: "2020-01-01", to: null, by: null },
    { from: "2020-01-01", to: "2026-11-30", by: "month" },
  ],
  [
    { from: "2026-12-24", to: "2026-11-30", by: null },
    { from: "2026-11-01", to: "2026-11-30", by: "day" },
  ],
] as const)("shows %o as %o", (asked, shown) => {
  expect(activityPeriod(asked, "2026-11-30")).toEqual(shown);
});
