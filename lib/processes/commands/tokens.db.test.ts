import { afterAll, beforeAll, expect, it } from "vitest";
import { backofficeCommands } from "#lib/backoffice/index.ts";
import { systemClock } from "#lib/core/clock.ts";
import { answerCommand } from "#lib/platform/commands/http.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { findSession, listSessions, listTokens, playerCommands, tokenHolder } from "#lib/players/index.ts";
import { makePlayer, makeSession, makeStaff } from "#lib/players/testing/factory.ts";
import { createStaffTokenCommand, createTokenCommand } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const SITE = "http://localhost:3000";

const playerWithSession = async () => {
  const playerId = await makePlayer(0n);
  return { playerId, sessionId: await makeSession(playerId), currency: "EUR" as const };
};

type Command = Parameters<typeof answerCommand>[0];

const ask = async (command: Command, token: string, input: object) => {
  const request = new Request(SITE, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(input),
  });
  const answer = await answerCommand(
    command,
    request,
    { session: async () => null, holderOf: tokenHolder },
    SITE,
  );
  return { status: answer.status, ...((await answer.json()) as { refusal?: { code: string } }) };
};

const made = async (player: Awaited<ReturnType<typeof playerWithSession>>, scopes: string[]) => {
  const answer = await createTokenCommand(player, { name: "My bot", scopes, days: "30" });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
};

it("acts for its player until it is revoked, and only the hash is stored", async () => {
  const player = await playerWithSession();
  const { tokenId, token } = await made(player, ["player.update_settings"]);
  expect(token).toMatch(/^evens_pat_[0-9a-f]{48}$/);
  const stored = await rows("select * from api_token where session_id = $1", [tokenId]);
  expect(JSON.stringify(stored)).not.toContain(token.slice(10, 30));

  expect(await ask(playerCommands.updateSettingsCommand, token, { theme: "light" })).toMatchObject({
    status: 200,
  });
  expect(await ask(playerCommands.setLimitCommand, token, {})).toMatchObject({
    status: 403,
    refusal: { code: "out_of_scope" },
  });
  const other = await playerWithSession();
  expect(await playerCommands.revokeTokenCommand(other, { tokenId })).toMatchObject({ ok: false });
  expect(await playerCommands.revokeTokenCommand(player, { tokenId })).toMatchObject({ ok: true });
  expect(await ask(playerCommands.updateSettingsCommand, token, { theme: "dark" })).toMatchObject({
    status: 401,
  });
  expect(await listTokens({ kind: "player", id: player.playerId }, systemClock.now())).toEqual([]);
});

it("ends with all sessions of its account, and is listed apart from them", async () => {
  const player = await playerWithSession();
  const { tokenId, token } = await made(player, ["slip.load"]);
  expect(await listTokens({ kind: "player", id: player.playerId }, systemClock.now())).toMatchObject([
    { id: tokenId, name: "My bot", hint: token.slice(-4), scopes: ["slip.load"], lastUsedAt: null },
  ]);
  const sessions = await listSessions({ ...player, clock: systemClock });
  expect(sessions.map(({ id }) => id)).toEqual([player.sessionId]);
  await playerCommands.revokeOtherSessionsCommand(player, {});
  expect(await tokenHolder(token)).toBeNull();
  expect(await findSession(player.sessionId)).not.toBeNull();
});

it("is over when its time is", async () => {
  const { tokenId, token } = await made(await playerWithSession(), ["slip.load"]);
  expect(await tokenHolder(token)).toMatchObject({ scopes: ["slip.load"] });
  await ownerRows("update session set expires_at = now() where id = $1", [tokenId]);
  expect(await tokenHolder(token)).toBeNull();
  for (const unknown of ["", "evens_pat_", `evens_pat_${"0".repeat(48)}`, "x".repeat(500)])
    expect(await tokenHolder(unknown)).toBeNull();
});

it("names only what a token may do, and needs a fresh proof", async () => {
  const player = await playerWithSession();
  for (const scope of ["bet.plaice", "token.create", "player.change_password", "markets:suspend", "bet.void"])
    expect(await createTokenCommand(player, { name: "x", scopes: [scope], days: "7" })).toEqual({
      ok: false,
      refusal: { code: "unknown_scope", scope },
    });
  await ownerRows("update session set fresh_at = now() - interval '1 hour' where id = $1", [
    player.sessionId,
  ]);
  const call = {
    input: { name: "x", scopes: ["slip.load"], days: "7" },
    sameSite: true,
    origin: { ip: "10.9.8.7", userAgent: "" },
    requestId: "req-12345678",
  };
  expect(await createTokenCommand.execute(call, () => findSession(player.sessionId))).toMatchObject({
    refusal: { code: "step_up_required" },
  });
});

it("is one of twenty at most, however many are asked for at once", async () => {
  const player = await playerWithSession();
  for (let n = 0; n < 19; n += 1) await made(player, ["slip.load"]);
  const input = { name: "x", scopes: ["slip.load"], days: "7" as const };
  const answers = await Promise.all([1, 2, 3, 4].map(() => createTokenCommand(player, input)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});

it("is not made by a session that has ended", async () => {
  const player = await playerWithSession();
  await ownerRows("update session set revoked_at = now() where id = $1", [player.sessionId]);
  await expect(made(player, ["slip.load"])).rejects.toMatchObject({ code: "EV401" });
});

it("is one of staff as far as roles go, and what it does is in the audit trail under its session", async () => {
  const staff = await makeStaff("Tess", ["trader"]);
  const answer = await createStaffTokenCommand(staff, {
    name: "Suspender",
    scopes: ["players:restrict", "bets:void", "markets:suspend"],
    days: "7",
  });
  if (!answer.ok) throw new Error(answer.refusal.code);
  const { tokenId, token } = answer.value;
  const trail = (session: string) =>
    rows("select action, subject, actor from audit_entry where session_id = $1 order by id", [session]);
  expect(await trail(staff.sessionId)).toContainEqual({
    action: "account.create_token",
    subject: `token:${tokenId}`,
    actor: "Tess",
  });
  const block = { playerId: await makePlayer(0n), reason: "other", note: null };
  expect(await ask(playerCommands.blockPlayerCommand, token, block)).toMatchObject({ status: 403 });
  expect(await ask(backofficeCommands.suspend, token, {})).toMatchObject({ status: 400 });
  expect((await trail(tokenId)).map(({ action }) => action)).toEqual(["staff.open_token"]);
});
