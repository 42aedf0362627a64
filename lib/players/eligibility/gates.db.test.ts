import { afterAll, beforeAll, expect, it } from "vitest";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { GATES, type GatedPlayer, gateRefusal, NO_END_MS } from "./gates.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const NOW_MS = Date.UTC(2026, 10, 30);
const EXCLUSIONS = [null, NOW_MS - 1, NOW_MS, NOW_MS + 1, NO_END_MS];
const PLAY_UNTIL = [null, NOW_MS - 1, NOW_MS, NOW_MS + 1];

it("is the same rule where it decides and where money moves", async () => {
  for (const gate of GATES)
    for (const status of ["active", "suspended", "closed", null])
      for (const untilMs of EXCLUSIONS)
        for (const playUntilMs of PLAY_UNTIL) {
          const [found] = await rows<{ may: boolean }>(
            `select player_may($1, $2, to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000),
                               to_timestamp($5::float8 / 1000)) as may`,
            [gate, status, untilMs, playUntilMs, NOW_MS],
          );
          const stop = playUntilMs === null ? null : "reality_check";
          const account =
            status === null ? null : { status, excludedUntilMs: untilMs, playUntilMs, playStop: stop };
          expect([gate, status, untilMs, playUntilMs, found?.may]).toEqual([
            gate,
            status,
            untilMs,
            playUntilMs,
            gateRefusal(account as GatedPlayer | null, gate, NOW_MS) === null,
          ]);
        }
});

it.each([{ status: "suspended" }, { status: "active", excludedUntilMs: NO_END_MS }])(
  "lets a player withdraw and do nothing else: %o",
  (account) => {
    expect(GATES.filter((gate) => gateRefusal(account, gate, NOW_MS) === null)).toEqual(["withdraw"]);
  },
);

it("says when an exclusion ends, or that it does not", () => {
  const barred = (excludedUntilMs: number) =>
    gateRefusal({ status: "active", excludedUntilMs }, "bet", NOW_MS);
  expect(barred(NOW_MS + 1_000)).toMatchObject({ reason: "excluded", until: "2026-11-30T00:00:01.000Z" });
  expect(barred(NO_END_MS)).toMatchObject({ reason: "excluded", until: null });
});
