import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import {
  findSession,
  listSessions,
  registerPlayer,
  revokeSession,
  updateSettings,
} from "#lib/players/index.ts";
import { SettingsInput } from "#lib/players/schema.ts";
import { makePerson } from "#lib/players/testing/factory.ts";
import { betOutcome, placeBet, refusalsWritten, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { makeEvent, makePlayer, makeSession } from "#lib/sportsbook/testing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
});
afterAll(async () => {
  await refusalsWritten();
  await closeBus();
  await database.drop();
});

const signedIn = async () => {
  const playerId = await makePlayer(10_000n);
  const sessionId = await makeSession(playerId);
  return { ...playerContext(playerId, "EUR", { sessionId }), sessionId };
};

it("held: another player's session and bets are out of reach by their ids", async () => {
  const [owner, other] = [await signedIn(), await signedIn()];
  const { marketId } = await makeEvent("held");
  const slip = () => ({
    idempotencyKey: crypto.randomUUID(),
    stake: "1.00",
    legs: [{ marketId, outcomeKey: "home", odds: 20_000n }],
    oddsChoice: "any" as const,
  });
  const placed = await placeBet(owner, slip());
  if (!placed.ok) throw new Error(placed.refusal.code);
  expect(await betOutcome(owner.playerId, placed.value.id)).not.toBeNull();
  expect(await betOutcome(other.playerId, placed.value.id)).toBeNull();

  expect(await revokeSession(other, { sessionId: owner.sessionId })).toMatchObject({ ok: false });
  expect(await findSession(owner.sessionId)).not.toBeNull();
  expect((await listSessions(other)).map(({ id }) => id)).toEqual([other.sessionId]);

  expect(await placeBet({ playerId: other.playerId, sessionId: owner.sessionId }, slip())).toMatchObject({
    ok: false,
    refusal: { code: "player_barred" },
  });
});

it("held: fields beside those of a form give no right", async () => {
  const beside = { role: "admin", status: "active", demo: true, stake_factor_bp: 1_000_000, id: uuidv7() };
  const made = await registerPlayer(
    { clock: { now: () => new Date() }, requestId: "held", origin: { ip: "10.9.9.9", userAgent: "" } },
    {
      ...beside,
      email: "held@mail.example",
      password: "Stadium-lights-7",
      displayName: "Ada",
      ...makePerson(),
      birthDate: "1990-05-17",
      country: "SE",
      currency: "SEK",
      acceptTerms: "on",
    },
  );
  if (!made.ok) throw new Error(made.refusal.code);
  const { playerId } = made.value;
  await updateSettings(playerContext(playerId, "SEK"), SettingsInput.parse({ ...beside, theme: "light" }));
  expect(
    await rows("select id, demo, stake_factor_bp as factor, settings from player where id = $1", [playerId]),
  ).toEqual([{ id: playerId, demo: false, factor: 10_000, settings: { theme: "light" } }]);
  expect(playerId).not.toBe(beside.id);
});
