import { afterAll, beforeAll, expect, it } from "vitest";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { asksSecondFactor, findSession, playerCommands } from "#lib/players/index.ts";
import { makePlayer, makeSession, makeStaff } from "#lib/players/testing/factory.ts";
import { approveCommand } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

type Staff = Awaited<ReturnType<typeof makeStaff>>;

const playerWithFactors = async (): Promise<string> => {
  const id = await makePlayer(0n);
  await database.asOwner(
    "insert into totp_factor (id, player_id, secret, confirmed_at) values (gen_random_uuid(), $1, 'sealed', now())",
    [id],
  );
  await database.asOwner(
    `insert into passkey (id, player_id, credential_id, public_key, counter, transports, synced, name)
     values (gen_random_uuid(), $1, $2, 'key', 0, '{}', false, 'Phone')`,
    [id, `credential-${id}`],
  );
  await database.asOwner(
    "insert into recovery_code (account_id, hint, code_hash) values ($1, 'ABCD', 'hash')",
    [id],
  );
  return id;
};

const input = (playerId: string) => ({
  playerId,
  reason: "documents",
  note: "passport",
  idempotencyKey: crypto.randomUUID(),
});

const ask = async ({ sessionId }: Staff, playerId: string) => {
  const answer = await playerCommands.resetFactorsCommand.execute(
    {
      input: input(playerId),
      sameSite: true,
      origin: { ip: "10.3.2.1", userAgent: "" },
      requestId: "req-12345678",
    },
    () => findSession(sessionId),
  );
  if (answer.ok || answer.refusal.code !== "approval_required") throw new Error(JSON.stringify(answer));
  return (answer.refusal as unknown as { approvalId: string }).approvalId;
};

const keeps = (id: string) => asksSecondFactor({ kind: "player", id });

it("never happens by one person, and by two ends every session, keeps the password and tells the player", async () => {
  const playerId = await playerWithFactors();
  const other = await playerWithFactors();
  const session = await makeSession(playerId);
  const [ann, ben] = await Promise.all([makeStaff("Ann", ["support"]), makeStaff("Ben", ["risk"])]);
  const before = await rows("select password_hash from player where id = $1", [playerId]);
  const approvalId = await ask(ann, playerId);
  expect(await keeps(playerId)).toBe(true);
  expect(await approveCommand(ann, { approvalId })).toMatchObject({ refusal: { code: "own_request" } });
  expect(await keeps(playerId)).toBe(true);

  expect(await approveCommand(ben, { approvalId })).toEqual({ ok: true, value: null });
  expect(await keeps(playerId)).toBe(false);
  expect(await rows("select from recovery_code where account_id = $1", [playerId])).toEqual([]);
  expect(await rows("select password_hash from player where id = $1", [playerId])).toEqual(before);
  expect(await findSession(session)).toBeNull();
  expect(await rows("select from outbox where kind = 'player.factors_reset'")).toHaveLength(1);
  expect(
    await rows("select actor, reason, before from audit_entry where action = 'player.reset_factors'"),
  ).toEqual([{ actor: "Ben", reason: "documents: passport", before: { app: true, passkeys: 1 } }]);
  expect(await keeps(other)).toBe(true);
});

it("is not possible where the player has removed them since", async () => {
  const playerId = await playerWithFactors();
  const [ann, ben] = await Promise.all([makeStaff("Ann", ["support"]), makeStaff("Ben", ["risk"])]);
  const approvalId = await ask(ann, playerId);
  await database.asOwner("delete from totp_factor where player_id = $1", [playerId]);
  await database.asOwner("delete from passkey where player_id = $1", [playerId]);
  expect(await approveCommand(ben, { approvalId })).toEqual({
    ok: false,
    refusal: { code: "not_possible", refusal: "no_second_factor" },
  });
});

it("is asked for and approved by risk and support only", async () => {
  const playerId = await playerWithFactors();
  const approvalId = await ask(await makeStaff("Ann", ["support"]), playerId);
  const trader = await makeStaff("Tom", ["trader"]);
  await expect(ask(trader, playerId)).rejects.toThrow("forbidden");
  expect(await approveCommand(trader, { approvalId })).toMatchObject({
    refusal: { code: "not_permitted", permission: "players:factors" },
  });
});
