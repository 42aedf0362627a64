import { afterAll, beforeAll, expect, it } from "vitest";
import { rows } from "#lib/platform/db.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makePlayer } from "#lib/sportsbook/testing.ts";
import { clearDraftSlip, loadDraftSlip, saveDraftSlip } from "./index.ts";
import type { DraftSlip } from "./schema.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.drop();
});

const EMPTY: DraftSlip = { legs: [], mode: "single", stake: "" };

it("keeps the last slip, and writes nothing for one that is there already", async () => {
  const player = await makePlayer(0n);
  for (const slip of [EMPTY, EMPTY, { ...EMPTY, stake: "5" }, { ...EMPTY, stake: "5" }])
    await saveDraftSlip(player, slip);
  expect(await loadDraftSlip(player)).toEqual({ ...EMPTY, stake: "5" });
  expect(await rows("select version from draft_slip where player_id = $1", [player])).toEqual([
    { version: 2n },
  ]);
});

it("is cleared for those who bet and for nobody else", async () => {
  const [bettor, other, newcomer] = await Promise.all([makePlayer(0n), makePlayer(0n), makePlayer(0n)]);
  for (const player of [bettor, other]) await saveDraftSlip(player, { ...EMPTY, stake: "7" });
  await Promise.all([clearDraftSlip(bettor), clearDraftSlip(newcomer)]);
  await clearDraftSlip(bettor);
  expect(await loadDraftSlip(bettor)).toEqual(EMPTY);
  expect(await loadDraftSlip(other)).toEqual({ ...EMPTY, stake: "7" });
  expect(await loadDraftSlip(newcomer)).toBeNull();
  expect(await rows("select version from draft_slip where player_id = $1", [bettor])).toEqual([
    { version: 2n },
  ]);
});
