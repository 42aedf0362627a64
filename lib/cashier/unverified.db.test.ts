import { afterAll, beforeAll, expect, it } from "vitest";
import type { Currency } from "#lib/core/money.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { makePlayer, unverifyPlayers, verifyPlayers } from "#lib/players/testing/factory.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { deposit, depositOffer } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  process.env.DEMO_MODE = "true";
  database = await testDatabase();
  await seedPolicy();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

const newcomer = async (country: string, currency: Currency = "EUR") => {
  const playerId = await makePlayer(0n, currency);
  await unverifyPlayers([playerId]);
  await ownerRows("update player set country = $2 where id = $1", [playerId, country]);
  return playerContext(playerId, currency);
};

const put = (ctx: ReturnType<typeof playerContext>, amount: string) =>
  deposit(ctx, { amount, idempotencyKey: crypto.randomUUID() });

it("takes no deposit of an unverified player where the law asks for verification first", async () => {
  const ctx = await newcomer("NL");
  // The law requires these as well.
  await ownerRows(
    `insert into player_limit (player_id, kind, period, amount, since)
     select $1, kind, 'day', 10000, now() from unnest(array['deposit', 'session']) kind`,
    [ctx.playerId],
  );
  const required = { refusal: { code: "player_barred", reason: "identity_required" } };
  expect(await put(ctx, "10")).toMatchObject(required);
  await verifyPlayers([ctx.playerId]);
  expect(await put(ctx, "10")).toMatchObject({ ok: true });
});

it("takes deposits up to the ceiling of the unverified, also of many at once, and more once verified", async () => {
  const ctx = await newcomer("MT");
  expect((await depositOffer(ctx))?.unverified).toBe(200_000n);
  const answers = await Promise.all(Array.from({ length: 6 }, () => put(ctx, "600")));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({
    refusal: { code: "identity_required", left: 20_000n },
  });
  expect((await depositOffer(ctx))?.unverified).toBe(20_000n);
  await verifyPlayers([ctx.playerId]);
  expect((await depositOffer(ctx))?.unverified).toBeNull();
  expect(await put(ctx, "600")).toMatchObject({ ok: true });
});

it("counts the ceiling in the player's own currency", async () => {
  const ctx = await newcomer("MT", "SEK");
  const { unverified } = (await depositOffer(ctx)) ?? {};
  expect(unverified).toBeGreaterThan(1_000_000n);
  expect(unverified).toBeLessThan(4_000_000n);
});
