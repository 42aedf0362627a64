import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { manualClock } from "#lib/core/clock.ts";
import type { PlayerContext, PublicContext } from "#lib/platform/commands/context.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { bus, closeBus } from "#lib/platform/messaging/bus.ts";
import { doWork } from "#lib/platform/proof-of-work/protocol.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import {
  changePassword,
  findSession,
  issueDeviceToken,
  listSessions,
  offeredCurrencies,
  openSession,
  profileOf,
  type RegisterFields,
  registerPlayer,
  revokeAllSessions,
  revokeOtherSessions,
  revokeSession,
  updateSettings,
  verifyCredentials,
} from "./index.ts";
import { RegisterInput, type RegistrationFault, SettingsInput } from "./schema.ts";
import { makePerson } from "./testing/factory.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

const clock = manualClock(new Date("2026-11-21T12:00:00Z"));
let visitors = 0;

/** A visitor from an address of their own. */
const visitor = (userAgent = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36"): PublicContext => {
  visitors += 1;
  return { clock, requestId: crypto.randomUUID(), origin: { ip: `10.0.0.${visitors}`, userAgent } };
};

const application = (change: Partial<Record<keyof RegisterInput, string>> = {}) =>
  RegisterInput.parse({
    email: `${crypto.randomUUID()}@mail.example`,
    password: "Stadium-lights-7",
    displayName: "Ada",
    ...makePerson(),
    birthDate: "1990-05-17",
    country: "SE",
    currency: "SEK",
    acceptTerms: "on",
    ...change,
  });

const signUp = async (change: Parameters<typeof application>[0] = {}) => {
  const input = application(change);
  const registered = await registerPlayer(visitor(), input);
  if (!registered.ok) throw new Error(registered.refusal.code);
  return { ...input, playerId: registered.value.playerId };
};

const signIn = async (playerId: string, userAgent?: string): Promise<PlayerContext> => {
  const from = visitor(userAgent);
  const { sessionId } = await openSession(from, { kind: "player", id: playerId });
  return { ...from, playerId, sessionId, currency: "SEK" };
};

const refused = (...faults: RegistrationFault[]) => ({
  ok: false,
  refusal: { code: "registration_refused", faults },
});

describe("registration", () => {
  it("opens an account and tells the outbox", async () => {
    const player = await signUp({ email: "  Ada.L@Mail.Example " });
    expect(
      await rows(
        "select email, status, country, currency, p.first_name, p.name_key from player join player_person p on p.player_id = id where id = $1",
        [player.playerId],
      ),
    ).toEqual([
      {
        email: "ada.l@mail.example",
        status: "active",
        country: "SE",
        currency: "SEK",
        first_name: "Ada",
        name_key: ["ada", player.lastName.toLowerCase()].sort().join(" "),
      },
    ]);
    const messages = await rows(
      "select payload from outbox where kind = 'player.registered' and payload->>'playerId' = $1",
      [player.playerId],
    );
    expect(messages).toHaveLength(1);
  });

  it.each<[Parameters<typeof application>[0], RegistrationFault]>([
    [{ birthDate: "2008-11-22" }, { code: "under_age", minimumAge: 18 }],
    [
      { birthDate: "2007-11-21", country: "BE" },
      { code: "under_age", minimumAge: 21 },
    ],
    [{ birthDate: "1850-01-01" }, { code: "birth_date_invalid" }],
    [{ country: "KP" }, { code: "country_not_served", country: "KP" }],
    [{ password: "password123" }, { code: "password_weak", reason: "common" }],
  ])("refuses %j", async (change, refusal) => {
    expect(await registerPlayer(visitor(), application(change))).toEqual(refused(refusal));
  });

  it("opens accounts in every currency that has limits, and in no other", async () => {
    for (const currency of await offeredCurrencies())
      expect((await signUp({ currency })).currency).toBe(currency);
    expect(await offeredCurrencies()).toEqual(expect.arrayContaining(["EUR", "JPY", "KWD"]));
    expect(await registerPlayer(visitor(), application({ currency: "BTC" }))).toEqual(
      refused({ code: "currency_not_offered", currency: "BTC" }),
    );
  });

  it("keeps quick stakes with as many decimals as the currency has", async () => {
    const { playerId } = await signUp({ currency: "KWD" });
    const ctx = { ...(await signIn(playerId)), currency: "KWD" } as const;
    const quickStakes = ["0.250", "0.5", "1,125", "10"];
    expect(await updateSettings(ctx, SettingsInput.parse({ quickStakes }))).toMatchObject({
      value: { quickStakes: ["0.250", "0.5", "1.125", "10"] },
    });
    expect(
      await updateSettings(ctx, SettingsInput.parse({ quickStakes: ["1", "2", "3", "4.1234"] })),
    ).toEqual({
      ok: false,
      refusal: { code: "quick_stake_invalid", index: 3 },
    });
  });

  it("names everything that is wrong at once", async () => {
    const { email } = await signUp();
    const answer = await registerPlayer(visitor(), {
      ...application({ email, birthDate: "2015-02-03", country: "BE", password: "password123" }),
      displayName: "",
      acceptTerms: undefined,
    });
    expect(answer).toEqual(
      refused(
        { code: "field_invalid", field: "displayName" },
        { code: "field_invalid", field: "acceptTerms" },
        { code: "under_age", minimumAge: 21 },
        { code: "password_weak", reason: "common" },
        { code: "email_taken" },
      ),
    );
  });

  it.each(Object.keys(RegisterInput.shape).filter((field) => field !== "settings"))(
    "refuses an application without %s and names only that",
    async (field) => {
      const fields: RegisterFields = { ...application(), [field]: undefined };
      expect(await registerPlayer(visitor(), fields)).toEqual(refused({ code: "field_invalid", field }));
    },
  );

  it("takes a person on the eighteenth birthday", async () => {
    expect((await registerPlayer(visitor(), application({ birthDate: "2008-11-21" }))).ok).toBe(true);
  });

  it("gives an email one account, also when two ask at once", async () => {
    const input = application();
    const answers = await Promise.all([1, 2, 3].map(() => registerPlayer(visitor(), input)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.find((answer) => !answer.ok)).toEqual(refused({ code: "email_taken" }));
  });

  it("case 25: counts the addresses of a /64 as one, and bounds a /48", async () => {
    const from = (ip: string): PublicContext => ({ ...visitor(), origin: { ip, userAgent: "" } });
    const tried = async (ip: string) => await registerPlayer(from(ip), application({ country: "KP" }));
    const codes: string[] = [];
    for (let n = 0; n < 30; n += 1) {
      const answer = await tried(`2001:db8:25:1::${n + 1}`);
      codes.push(answer.ok ? "" : answer.refusal.code);
    }
    expect(codes.filter((code) => code === "too_many_requests")).toHaveLength(20);
    for (let n = 0; n < 40; n += 1) await tried(`2001:db8:25:${n + 2}::1`);
    expect(await tried("2001:db8:25:ff::1")).toMatchObject({ refusal: { code: "too_many_requests" } });
    expect(await tried("2001:db8:26::1")).toEqual(refused({ code: "country_not_served", country: "KP" }));
  });

  it("lets one address try ten times an hour", async () => {
    const from = visitor();
    for (let n = 0; n < 10; n += 1) await registerPlayer(from, application({ country: "KP" }));
    expect(await registerPlayer(from, application())).toMatchObject({
      ok: false,
      refusal: { code: "too_many_requests", retryAfterSeconds: 3_600 },
    });
  });
});

describe("signing in", () => {
  it("knows the right password and tells nothing about a wrong one", async () => {
    const { email, password, playerId } = await signUp();
    expect(await verifyCredentials(visitor(), { email, password })).toEqual({
      ok: true,
      value: { kind: "player", id: playerId },
    });
    const wrong = { ok: false, refusal: { code: "wrong_credentials" } };
    expect(await verifyCredentials(visitor(), { email, password: "not this one" })).toEqual(wrong);
    expect(await verifyCredentials(visitor(), { email: "nobody@mail.example", password })).toEqual(wrong);
  });

  it("case 24: stops guessing from one address after ten tries at an account, and says for how long", async () => {
    const { email, password } = await signUp();
    const from = visitor();
    for (let n = 0; n < 10; n += 1) await verifyCredentials(from, { email, password: "guess" });
    const stopped = await verifyCredentials(from, { email, password });
    expect(stopped).toMatchObject({ ok: false, refusal: { code: "too_many_requests" } });
    if (!stopped.ok && stopped.refusal.code === "too_many_requests") {
      expect(stopped.refusal.retryAfterSeconds).toBeGreaterThan(890);
    }
    expect((await verifyCredentials(visitor(), { email, password })).ok).toBe(true);
  });

  it("case 24: counts a /64 as one address, and lets the owner in from another", async () => {
    const { email, password } = await signUp();
    const from = (host: string): PublicContext => ({ ...visitor(), origin: { ip: host, userAgent: "" } });
    for (let n = 0; n < 10; n += 1)
      await verifyCredentials(from(`2001:db8:24:1::${n + 1}`), { email, password: "guess" });
    expect((await verifyCredentials(from("2001:db8:24:1:ffff::1"), { email, password })).ok).toBe(false);
    expect((await verifyCredentials(from("2001:db8:24:2::1"), { email, password })).ok).toBe(true);
  });

  it("case 24: asks for work once many addresses guess at an account, and lets in whoever has done it, once", async () => {
    const { email, password } = await signUp();
    for (let n = 0; n < 32; n += 1) await verifyCredentials(visitor(), { email, password: "guess" });
    const from = visitor();
    const asked = await verifyCredentials(from, { email, password });
    if (asked.ok || asked.refusal.code !== "challenge_required") throw new Error("not asked for work");
    const proof = await doWork(asked.refusal.challenge);
    expect(await verifyCredentials(visitor(), { email, password, proof })).toMatchObject({
      refusal: { code: "challenge_required" },
    });
    expect(await verifyCredentials(from, { email, password: "guess", proof })).toMatchObject({
      refusal: { code: "wrong_credentials" },
    });
    expect(await verifyCredentials(from, { email, password, proof })).toMatchObject({
      refusal: { code: "challenge_required" },
    });
    const again = await verifyCredentials(from, { email, password });
    if (again.ok || again.refusal.code !== "challenge_required") throw new Error("not asked for work");
    const done = await doWork(again.refusal.challenge);
    expect((await verifyCredentials(from, { email, password, proof: done })).ok).toBe(true);
    expect((await verifyCredentials(visitor(), { email, password })).ok).toBe(true);
  });

  it("case 24: lets a browser that has signed in before try by itself, even from the guesser's address", async () => {
    const { email, password, playerId } = await signUp();
    const from = visitor();
    for (let n = 0; n < 60; n += 1) await verifyCredentials(from, { email, password: "guess" });
    const deviceId = crypto.randomUUID();
    const token = issueDeviceToken(deviceId);
    expect((await verifyCredentials(from, { email, password }, token)).ok).toBe(false);
    await openSession(visitor(), { kind: "player", id: playerId }, { deviceId });
    expect((await verifyCredentials(from, { email, password }, token)).ok).toBe(true);
    for (let n = 0; n < 10; n += 1) await verifyCredentials(from, { email, password: "guess" }, token);
    expect(await verifyCredentials(from, { email, password }, token)).toMatchObject({
      refusal: { code: "too_many_requests" },
    });
    const other = await signUp();
    expect((await verifyCredentials(from, other, token)).ok).toBe(false);
  });

  it("forgets the tries once the right password came", async () => {
    const { email, password } = await signUp();
    for (let n = 0; n < 25; n += 1) {
      const from = visitor();
      await verifyCredentials(from, { email, password: "guess" });
      expect((await verifyCredentials(from, { email, password })).ok).toBe(true);
    }
  });

  it("stops one address that tries many accounts", async () => {
    const from = visitor();
    for (let n = 0; n < 60; n += 1)
      await verifyCredentials(from, { email: `guess${n}@mail.example`, password: "guess" });
    const { email, password } = await signUp();
    expect(await verifyCredentials(from, { email, password })).toMatchObject({
      ok: false,
      refusal: { code: "too_many_requests" },
    });
  });

  it("refuses a closed account, not a suspended one", async () => {
    const { email, password, playerId } = await signUp();
    await ownerRows("update player set status = 'suspended' where id = $1", [playerId]);
    expect((await verifyCredentials(visitor(), { email, password })).ok).toBe(true);
    await ownerRows("update player set status = 'closed' where id = $1", [playerId]);
    expect(await verifyCredentials(visitor(), { email, password })).toEqual({
      ok: false,
      refusal: { code: "account_closed" },
    });
  });
});

describe("sessions", () => {
  it("are read afresh: revoked, expired or closed is nobody", async () => {
    const { playerId } = await signUp();
    const phone = await signIn(
      playerId,
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Mobile Safari/604.1",
    );
    const desktop = await signIn(playerId);
    expect(await findSession(phone.sessionId)).toMatchObject({ kind: "player", id: playerId });
    expect(await listSessions(desktop)).toMatchObject([
      { browser: expect.any(String), current: expect.any(Boolean) },
      { browser: expect.any(String) },
    ]);
    expect((await listSessions(phone)).find(({ current }) => current)).toMatchObject({
      browser: "Safari",
      system: "iPhone",
    });

    expect((await revokeSession(desktop, { sessionId: phone.sessionId })).ok).toBe(true);
    expect(await findSession(phone.sessionId)).toBeNull();
    expect(await revokeSession(desktop, { sessionId: phone.sessionId })).toEqual({
      ok: false,
      refusal: { code: "unknown_session" },
    });
    const shift = (days: number) =>
      ownerRows("update session set expires_at = expires_at + make_interval(days => $2) where id = $1", [
        desktop.sessionId,
        days,
      ]);
    await shift(-31);
    expect(await findSession(desktop.sessionId)).toBeNull();
    await shift(31);
    expect(await findSession(desktop.sessionId)).not.toBeNull();
    expect(await findSession("not-an-id")).toBeNull();
    await ownerRows("update player set status = 'closed' where id = $1", [playerId]);
    expect(await findSession(desktop.sessionId)).toBeNull();
  });

  it("case 39: end when their browser signs in again, whoever signs in, and are announced", async () => {
    const received: (string | null)[] = [];
    await bus().subscribe("session", ({ sessionId }) => received.push(sessionId));
    const { playerId } = await signUp();
    const [before, elsewhere] = [await signIn(playerId), await signIn(playerId)];
    const { sessionId } = await openSession(
      visitor(),
      { kind: "player", id: playerId },
      { replaced: { ...before, id: playerId } },
    );
    expect(await findSession(before.sessionId)).toBeNull();
    expect(await findSession(sessionId)).not.toBeNull();
    const other = await signUp();
    await openSession(
      visitor(),
      { kind: "player", id: other.playerId },
      { replaced: { sessionId, id: playerId } },
    );
    expect(await findSession(sessionId)).toBeNull();
    expect(await findSession(elsewhere.sessionId)).not.toBeNull();
    await expect.poll(() => received).toEqual([before.sessionId, sessionId]);
  });

  it("of another player cannot be ended", async () => {
    const mine = await signIn((await signUp()).playerId);
    const theirs = await signIn((await signUp()).playerId);
    expect((await revokeSession(mine, { sessionId: theirs.sessionId })).ok).toBe(false);
    expect(await findSession(theirs.sessionId)).not.toBeNull();
  });

  it("tell the other processes when they end", async () => {
    const received: { playerId: string; sessionId: string | null }[] = [];
    await bus().subscribe("session", (notice) => received.push(notice));
    const { playerId } = await signUp();
    const [here, there] = [await signIn(playerId), await signIn(playerId)];
    expect(await revokeOtherSessions(here)).toEqual({ ok: true, value: { ended: 1 } });
    expect(await revokeAllSessions(playerId, playerId)).toBe(1);
    await expect
      .poll(() => received)
      .toEqual([
        { playerId, sessionId: there.sessionId },
        { playerId, sessionId: null },
      ]);
  });
});

describe("password change", () => {
  it("needs the old one, ends the other devices and leaves this one", async () => {
    const { playerId, email, password } = await signUp();
    const [here, there] = [await signIn(playerId), await signIn(playerId)];
    expect(await changePassword(here, { current: "wrong", password: "Corner-flag-88" })).toEqual({
      ok: false,
      refusal: { code: "wrong_password" },
    });
    expect(await changePassword(here, { current: password, password: "Corner-flag-88" })).toEqual({
      ok: true,
      value: { sessionsEnded: 1 },
    });
    expect(await findSession(here.sessionId)).not.toBeNull();
    expect(await findSession(there.sessionId)).toBeNull();
    expect((await verifyCredentials(visitor(), { email, password })).ok).toBe(false);
    expect((await verifyCredentials(visitor(), { email, password: "Corner-flag-88" })).ok).toBe(true);
  });
});

describe("settings", () => {
  it("keep what is not changed and follow the player to every device", async () => {
    const { playerId } = await signUp();
    const ctx = await signIn(playerId);
    expect((await updateSettings(ctx, { oddsFormat: "fractional" })).ok).toBe(true);
    expect((await updateSettings(ctx, { quickStakes: ["10", "20.50", "30", "40"] })).ok).toBe(true);
    const other = await signIn(playerId);
    expect(await findSession(other.sessionId)).toMatchObject({
      settings: { oddsFormat: "fractional", oddsChoice: "higher", quickStakes: ["10", "20.50", "30", "40"] },
    });
    expect(await updateSettings(ctx, { quickStakes: ["10", "0", "30", "40"] })).toEqual({
      ok: false,
      refusal: { code: "quick_stake_invalid", index: 1 },
    });
  });

  it("survive a stored value that is no longer known", async () => {
    const { playerId } = await signUp();
    await rows(`update player set settings = '{"oddsFormat":"roman","theme":"light"}' where id = $1`, [
      playerId,
    ]);
    const ctx = await signIn(playerId);
    expect(await findSession(ctx.sessionId)).toMatchObject({
      settings: { oddsFormat: "decimal", theme: "light" },
    });
    expect(await profileOf(ctx)).toMatchObject({
      displayName: "Ada",
      birthDate: "1990-05-17",
      country: "SE",
    });
  });
});
