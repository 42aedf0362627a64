import { afterAll, beforeAll, expect, it } from "vitest";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makeEvent, makePlayer } from "#lib/sportsbook/testing.ts";
import { loadDraftSlip, placeBet, saveDraftSlip, seedPolicy } from "./index.ts";
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

it("keeps the stake of every bet and the bankers, and what a page of an older release saves", async () => {
  const player = await makePlayer(0n);
  const legs = ["a", "b", "c"].map((event) => ({
    marketId: `${event}.1x2`,
    outcomeKey: "home",
    odds: 20_000n,
  }));
  const whole: DraftSlip = {
    legs,
    mode: "accumulator",
    stake: "5",
    stakes: [
      { on: "a.1x2:home", stake: "1.50" },
      { on: "all", stake: "5" },
      { on: "1,2", stake: "0.25" },
    ],
    bankers: ["c.1x2:home"],
  };
  for (const slip of [whole, { legs, mode: "single", stake: "5" } as const]) {
    await saveDraftSlip(player, slip);
    expect(await loadDraftSlip(player)).toEqual(slip);
  }
});

it("is cleared for those who bet and for nobody else, and what their browser then saves is there already", async () => {
  await seedPolicy();
  const { marketId } = await makeEvent("draft", { running: false });
  const bet = (playerId: string, idempotencyKey: string) =>
    placeBet(
      { playerId, sessionId: null },
      {
        idempotencyKey,
        stake: "1.00",
        legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
        oddsChoice: "any",
      },
    );
  const [bettor, other, newcomer, poor] = await Promise.all(
    [500n, 500n, 500n, 0n].map((money) => makePlayer(money)),
  );
  const left: DraftSlip = { ...EMPTY, stake: "7" };
  for (const player of [bettor, other, poor] as string[]) await saveDraftSlip(player, left);
  const key = crypto.randomUUID();
  const answers = await Promise.all([
    bet(bettor as string, key),
    bet(newcomer as string, crypto.randomUUID()),
    bet(poor as string, crypto.randomUUID()),
  ]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, false]);
  await saveDraftSlip(bettor as string, EMPTY);
  expect(await rows("select slip, version from draft_slip where player_id = $1", [bettor])).toEqual([
    { slip: EMPTY, version: 2n },
  ]);
  expect(await loadDraftSlip(other as string)).toEqual(left);
  expect(await loadDraftSlip(poor as string)).toEqual(left);
  expect(await loadDraftSlip(newcomer as string)).toBeNull();

  // What is begun after the bet is not lost when its request is sent again.
  await saveDraftSlip(bettor as string, left);
  expect((await bet(bettor as string, key)).ok).toBe(true);
  expect(await loadDraftSlip(bettor as string)).toEqual(left);
});
