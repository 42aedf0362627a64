import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { systemClock } from "#lib/core/clock.ts";
import { accept } from "#lib/core/result.ts";
import type { AnyCommand } from "#lib/platform/commands/define.ts";
import { answerCommand } from "#lib/platform/commands/http.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { reportSignIn } from "./account-lock.ts";
import {
  defineCommand,
  findSession,
  hashPassword,
  issueDeviceToken,
  listSessions,
  notMeToken,
  openSession,
  playerCommands,
  rotateSession,
  unlockAccount,
  verifyCredentials,
} from "./index.ts";
import { makePlayer, makeStaff } from "./testing/factory.ts";

const SITE = "http://localhost:3000";
const PASSWORD = "Stadium-lights-7";
let database: TestDatabase;
let passwordHash: string;
beforeAll(async () => {
  database = await testDatabase();
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

let visitors = 0;
const from = (country: string | null = null) => {
  visitors += 1;
  const ip = `10.8.${visitors >> 8}.${visitors & 255}`;
  return {
    clock: systemClock,
    requestId: crypto.randomUUID(),
    origin: { ip, userAgent: "Firefox/140", country },
  };
};

const account = async () => {
  const playerId = await makePlayer(0n);
  await ownerRows("update player set password_hash = $2 where id = $1", [playerId, passwordHash]);
  const signIn = async (deviceId: string = crypto.randomUUID(), country: string | null = null) =>
    (await openSession(from(country), { kind: "player", id: playerId }, { deviceId })).sessionId;
  return { playerId, email: `${playerId}@test.example`, signIn };
};

const alerts = async (playerId: string) =>
  (
    await rows<{ what: string }>(
      "select payload->>'what' as what from outbox where kind = 'player.signed_in_unusually' and payload->>'playerId' = $1 order by id",
      [playerId],
    )
  ).map(({ what }) => what);

const age = (sessionId: string, column: string, interval: string) =>
  ownerRows(`update session set ${column} = ${column} - interval '${interval}' where id = $1`, [sessionId]);

describe("a session", () => {
  it("of staff is over when it was not used for a quarter of an hour, and one of a player is not", async () => {
    const { playerId, signIn } = await account();
    const { staffId } = await makeStaff();
    const staffs = await openSession(from(), { kind: "staff", id: staffId });
    const players = await signIn();
    for (const id of [staffs.sessionId, players]) await age(id, "last_seen_at", "16 minutes");
    expect(await findSession(staffs.sessionId)).toBeNull();
    expect(await findSession(players)).toMatchObject({ id: playerId });
    await age(players, "last_seen_at", "14 days");
    expect(await findSession(players)).toBeNull();
    expect(await listSessions({ playerId, sessionId: players, clock: systemClock })).toEqual([]);
  });

  it("gets another token, and takes the one before until the new one was used, and a minute longer", async () => {
    const { playerId, signIn } = await account();
    const id = await signIn();
    await age(id, "rotated_at", "2 days");
    expect(await findSession(id, 1)).toMatchObject({ rotationDue: true });
    expect(await Promise.all([rotateSession(id), rotateSession(id)])).toEqual([2, 2]);
    expect(await findSession(id, 1)).toMatchObject({ id: playerId, rotationDue: true });
    expect(await findSession(id, 2)).toMatchObject({ id: playerId });
    expect(await findSession(id, 2)).toMatchObject({ rotationDue: false });
    expect(await findSession(id, 1)).toMatchObject({ id: playerId });
  });

  it("ends when an old token is used again, for whoever holds it", async () => {
    const { signIn } = await account();
    const id = await signIn();
    await age(id, "rotated_at", "2 days");
    await rotateSession(id);
    await findSession(id, 2);
    await age(id, "token_seen_at", "2 minutes");
    expect(await findSession(id, 1)).toBeNull();
    expect(await findSession(id, 2)).toBeNull();
    expect(await findSession(id)).toBeNull();
  });

  it("does not take a token that was never given out", async () => {
    const { signIn } = await account();
    const id = await signIn();
    expect(await findSession(id, 2)).toBeNull();
    expect(await findSession(id, 1)).not.toBeNull();
  });

  it("says where it was opened, where a trusted proxy knows", async () => {
    const { playerId, signIn } = await account();
    const [abroad, unknown] = [await signIn(undefined, "NZ"), await signIn()];
    const listed = await listSessions({ playerId, sessionId: abroad, clock: systemClock });
    expect(new Map(listed.map(({ id, country }) => [id, country]))).toEqual(
      new Map([
        [abroad, "NZ"],
        [unknown, null],
      ]),
    );
  });
});

describe("a sign-in", () => {
  it("by a new device is announced, not the first of an account nor one by a known device", async () => {
    const { playerId, signIn } = await account();
    const [home, other] = [crypto.randomUUID(), crypto.randomUUID()];
    await signIn(home);
    await signIn(home);
    expect(await alerts(playerId)).toEqual([]);
    await signIn(other);
    expect(await alerts(playerId)).toEqual(["device"]);
    await signIn(other);
    expect(await alerts(playerId)).toEqual(["device"]);
  });

  it("from a new country is announced", async () => {
    const { playerId, signIn } = await account();
    const home = crypto.randomUUID();
    await signIn(home, "DE");
    await signIn(home, "DE");
    await signIn(home);
    expect(await alerts(playerId)).toEqual([]);
    await signIn(home, "BR");
    expect(await alerts(playerId)).toEqual(["place"]);
    await signIn(home, "DE");
    expect(await alerts(playerId)).toEqual(["place"]);
  });

  it("by a known device gets in while others guess at the account, by however many addresses", async () => {
    const { email, signIn } = await account();
    const home = crypto.randomUUID();
    await signIn(home);
    for (let n = 0; n < 40; n += 1) await verifyCredentials(from(), { email, password: "guess" });
    const tried = (token: string | null) => verifyCredentials(from(), { email, password: PASSWORD }, token);
    expect((await tried(issueDeviceToken(home))).ok).toBe(true);
    for (let n = 0; n < 40; n += 1)
      await verifyCredentials(from(), { email, password: "guess" }, issueDeviceToken(crypto.randomUUID()));
    expect((await tried(issueDeviceToken(home))).ok).toBe(true);
  });
});

describe("this was not me", () => {
  it("locks the account, ends every session and forgets the browser, once, until a new password is set", async () => {
    const { playerId, email, signIn } = await account();
    const [mine, thief] = [crypto.randomUUID(), crypto.randomUUID()];
    const [own, theirs] = [await signIn(mine), await signIn(thief)];
    const token = notMeToken(playerId, theirs, new Date());
    expect(await reportSignIn(token)).toEqual({ ok: true, value: null });
    expect([await findSession(own), await findSession(theirs)]).toEqual([null, null]);
    expect(
      await rows("select device_id::text as id from known_device where account_id = $1", [playerId]),
    ).toEqual([{ id: mine }]);
    const locked = { ok: false, refusal: { code: "account_locked" } };
    expect(await verifyCredentials(from(), { email, password: PASSWORD })).toEqual(locked);
    expect(await verifyCredentials(from(), { email, password: "guess" })).toMatchObject({
      refusal: { code: "wrong_credentials" },
    });
    await expect(signIn()).rejects.toThrow();

    await transaction((client) => unlockAccount(playerId, client));
    const again = await signIn();
    expect(await reportSignIn(token)).toEqual({ ok: false, refusal: { code: "link_invalid" } });
    expect(await findSession(again)).not.toBeNull();
  });

  it("takes no link that was forged, changed or is too old", async () => {
    const { playerId, signIn } = await account();
    const sessionId = await signIn();
    const old = new Date(Date.now() - 31 * 86_400_000);
    const [good, other] = [
      notMeToken(playerId, sessionId, new Date()),
      notMeToken((await account()).playerId, sessionId, new Date()),
    ];
    const forged = [
      "",
      "...",
      good.slice(0, -2),
      `${other.split(".").slice(0, 3).join(".")}.${good.split(".")[3]}`,
      notMeToken(playerId, sessionId, old),
    ];
    for (const token of forged)
      expect(await reportSignIn(token)).toEqual({ ok: false, refusal: { code: "link_invalid" } });
    expect(await findSession(sessionId)).not.toBeNull();
  });

  it("leaves no session to a sign-in at the same time", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { playerId, signIn } = await account();
      const reported = await signIn();
      const outcomes = await Promise.allSettled([
        signIn(),
        signIn(),
        reportSignIn(notMeToken(playerId, reported, new Date())),
        signIn(),
      ]);
      for (const outcome of outcomes)
        if (outcome.status === "fulfilled" && typeof outcome.value === "string")
          expect(await findSession(outcome.value)).toBeNull();
    }
  });
});

describe("a command that needs a fresh proof", () => {
  const guarded = defineCommand({
    name: "test.guarded",
    summary: "",
    actor: "player",
    gate: null,
    stepUp: true,
    input: z.object({}),
    refusals: {},
    transaction: "own",
    run: async () => accept("done"),
  });
  const send = async (command: AnyCommand, sessionId: string, body: unknown = {}) => {
    const request = new Request(`${SITE}/api/v1/commands/x`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: SITE, "x-forwarded-for": from().origin.ip },
      body: JSON.stringify(body),
    });
    const answer = await answerCommand(command, request, { session: () => findSession(sessionId) }, SITE);
    return { status: answer.status, ...((await answer.json()) as object) };
  };
  const required = {
    status: 403,
    ok: false,
    refusal: { code: "step_up_required", factors: ["password"] },
  };
  const stepUp = (sessionId: string, answer: string, factor = "password") =>
    send(playerCommands.stepUpCommand, sessionId, { factor, answer });

  it("runs after a sign-in or a step-up, for ten minutes", async () => {
    const { signIn } = await account();
    const id = await signIn();
    expect(await send(guarded, id)).toMatchObject({ status: 200, value: "done" });
    await age(id, "fresh_at", "11 minutes");
    expect(await send(guarded, id)).toEqual(required);
    expect(await stepUp(id, "guess")).toMatchObject({ status: 422, refusal: { code: "wrong_answer" } });
    expect(await stepUp(id, PASSWORD, "nothing")).toMatchObject({ refusal: { code: "wrong_answer" } });
    expect(await send(guarded, id)).toEqual(required);
    expect(await stepUp(id, PASSWORD)).toMatchObject({ ok: true });
    expect(await send(guarded, id)).toMatchObject({ value: "done" });
    expect(await findSession(id)).toMatchObject({ fresh: true, rotationDue: true });
  });

  it("is not opened by the proof of another session of the account", async () => {
    const { signIn } = await account();
    const [one, other] = [await signIn(), await signIn()];
    for (const id of [one, other]) await age(id, "fresh_at", "11 minutes");
    await stepUp(one, PASSWORD);
    expect(await send(guarded, other)).toEqual(required);
  });

  it("is what ends a self-exclusion", async () => {
    const { signIn } = await account();
    const id = await signIn();
    await age(id, "fresh_at", "11 minutes");
    expect(await send(playerCommands.askToReturnCommand, id)).toEqual(required);
    await stepUp(id, PASSWORD);
    expect(await send(playerCommands.askToReturnCommand, id)).toMatchObject({
      refusal: { code: "not_self_excluded" },
    });
  });

  it("gives a session five guesses", async () => {
    const { signIn } = await account();
    const id = await signIn();
    await age(id, "fresh_at", "11 minutes");
    for (let n = 0; n < 5; n += 1) expect(await stepUp(id, "guess")).toMatchObject({ status: 422 });
    expect(await stepUp(id, PASSWORD)).toMatchObject({ status: 429 });
  });
});
