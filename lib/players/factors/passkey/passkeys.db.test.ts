import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "#lib/core/clock.ts";
import type { PublicContext } from "#lib/platform/commands/context.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyPasskey } from "../../credentials.ts";
import type { Identity } from "../../sessions.ts";
import { beginAttempt, finishAttempt } from "../../sign-in-attempt.ts";
import { softAuthenticator } from "../../testing/authenticator.ts";
import { makePlayer, makeStaff } from "../../testing/factory.ts";
import { asksSecondFactor } from "../enrolled.ts";
import { factorsOf } from "../index.ts";
import { codesLeft } from "../recovery.ts";
import { recoveryFactor } from "../recovery-factor.ts";
import { passkeyFactor, proofOptions, signInOptions } from "./assertion.ts";
import { forgetChallenges } from "./challenge.ts";
import { addPasskey, beginPasskey, passkeysOf, removePasskey, renamePasskey } from "./passkeys.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

const WRONG = { ok: false, refusal: { code: "wrong_answer" } };
const DONE = { ok: true, value: null };
const SITE = { origin: "http://localhost:3000", rpId: "localhost" };
const nothing = async () => undefined;

const visitor = (): PublicContext => ({
  clock: systemClock,
  requestId: crypto.randomUUID(),
  origin: { ip: "10.1.2.3", userAgent: "" },
});

const aPlayer = async (passwordHash = "a hash"): Promise<Identity> => {
  const id = await makePlayer(0n);
  await rows("update player set password_hash = $2 where id = $1", [id, passwordHash]);
  return { kind: "player", id };
};

const profile = { email: "a@mail.example", displayName: "A" };

const enrol = async (account: Identity) => {
  const key = softAuthenticator();
  const { challenge, user } = await beginPasskey(account, profile);
  const response = key.create(user.id, { ...SITE, challenge });
  const added = await addPasskey(account, { response, name: "Phone" }, nothing);
  if (!added.ok) throw new Error(added.refusal.code);
  return { key, response, ...added.value };
};

const proof = async (account: Identity) => ({ ...SITE, challenge: (await proofOptions(account)).challenge });
const entry = async () => ({ ...SITE, challenge: (await signInOptions()).challenge });
const removed = (account: Identity, id: string) =>
  transaction((client) => removePasskey(account, id, client));

describe("adding a passkey", () => {
  it("asks for a verified person and a passkey that says whose it is, and never for a second one on a device", async () => {
    const account = await aPlayer();
    const first = await beginPasskey(account, profile);
    expect(first).toMatchObject({
      rp: { id: "localhost" },
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      attestation: "none",
      excludeCredentials: [],
    });
    const { key } = await enrol(account);
    expect((await beginPasskey(account, profile)).excludeCredentials).toMatchObject([{ id: key.id }]);
  });

  it("makes the password alone no sign-in and no fresh proof, and gives recovery codes the first time", async () => {
    const account = await aPlayer();
    expect(await factorsOf(account)).toEqual(["password"]);
    const first = await enrol(account);
    expect(first.recoveryCodes).toHaveLength(10);
    expect(await asksSecondFactor(account)).toBe(true);
    expect(await factorsOf(account)).toEqual(["passkey", "recovery"]);
    expect((await enrol(account)).recoveryCodes).toBeNull();
    expect(await passkeysOf(account)).toHaveLength(2);
  });

  it("refuses an answer that was given before, or to a challenge of another account or purpose, site or person", async () => {
    const [account, other] = [await aPlayer(), await aPlayer()];
    const { response } = await enrol(account);
    const again = (text: string, who = account) => addPasskey(who, { response: text, name: "x" }, nothing);
    expect(await again(response)).toEqual(WRONG);
    const key = softAuthenticator();
    const { challenge, user } = await beginPasskey(account, profile);
    const made = (change: object) => key.create(user.id, { ...SITE, challenge, ...change });
    expect(await again(made({}), other)).toEqual(WRONG);
    expect(await again(made({ challenge: (await proof(account)).challenge }))).toEqual(WRONG);
    expect(await again(made({ origin: "https://evil.example" }))).toEqual(WRONG);
    expect(await again(made({ rpId: "evil.example" }))).toEqual(WRONG);
    expect(await again(made({ verified: false }))).toEqual(WRONG);
    expect(await again(made({ crossOrigin: true }))).toEqual(WRONG);
    for (const text of ["", "null", "{}", "[]", "x".repeat(9_000)]) expect(await again(text)).toEqual(WRONG);
    expect(await again(made({}))).toMatchObject({ ok: true });
  });

  it("does not move a passkey from one account to another", async () => {
    const [account, other] = [await aPlayer(), await aPlayer()];
    const { key } = await enrol(account);
    const { challenge, user } = await beginPasskey(other, profile);
    const response = key.create(user.id, { ...SITE, challenge });
    expect((await addPasskey(other, { response, name: "x" }, nothing)).ok).toBe(false);
    expect(await passkeysOf(other)).toEqual([]);
  });
});

describe("signing in with a passkey alone", () => {
  it("opens the account that the passkey names, once for each challenge", async () => {
    const account = await aPlayer();
    const { key } = await enrol(account);
    const answer = key.get(await entry());
    const answers = await Promise.all([1, 2, 3, 4].map(() => verifyPasskey(visitor(), answer)));
    expect(answers.filter(({ ok }) => ok)).toEqual([{ ok: true, value: account }]);
    expect(await verifyPasskey(visitor(), answer)).toMatchObject({ ok: false });
    expect(await verifyPasskey(visitor(), key.get(await entry()))).toEqual({ ok: true, value: account });
    expect((await passkeysOf(account))[0]?.lastUsedAt).toBeInstanceOf(Date);
  });

  it("refuses a passkey that names nobody or somebody else, another site, and who was not verified", async () => {
    const [account, other] = [await aPlayer(), await aPlayer()];
    const { key } = await enrol(account);
    const foreign = Buffer.from(other.id.replaceAll("-", ""), "hex").toString("base64url");
    const changes = [
      { userHandle: null },
      { userHandle: foreign },
      { origin: "https://evil.example" },
      { rpId: "evil.example" },
      { verified: false },
      { crossOrigin: true },
      { challenge: (await proof(account)).challenge },
      { challenge: Buffer.from("1.x.y").toString("base64url") },
    ];
    for (const change of changes)
      expect([change, await verifyPasskey(visitor(), key.get({ ...(await entry()), ...change }))]).toEqual([
        change,
        { ok: false, refusal: { code: "wrong_credentials" } },
      ]);
    const unknown = softAuthenticator();
    expect(await verifyPasskey(visitor(), unknown.get(await entry()))).toMatchObject({ ok: false });
  });

  it("refuses a counter that did not go on: the passkey was copied", async () => {
    const account = await aPlayer();
    const { key } = await enrol(account);
    const used = async (counter: number) =>
      (await verifyPasskey(visitor(), key.get({ ...(await entry()), counter }))).ok;
    expect([await used(5), await used(5), await used(4), await used(6)]).toEqual([true, false, false, true]);
  });

  it("refuses a challenge that is too old, and an account that is closed", async () => {
    const account = await aPlayer();
    const { key } = await enrol(account);
    const old = await entry();
    const [text = "", ...rest] = Buffer.from(old.challenge, "base64url").toString().split(".");
    const challenge = Buffer.from([String(Number(text) + 1_000), ...rest].join(".")).toString("base64url");
    expect(await verifyPasskey(visitor(), key.get({ ...old, challenge }))).toMatchObject({ ok: false });
    await database.asOwner("update player set status = 'closed' where id = $1", [account.id]);
    expect(await verifyPasskey(visitor(), key.get(await entry()))).toEqual({
      ok: false,
      refusal: { code: "account_closed" },
    });
  });
});

describe("a passkey as a second factor and as a fresh proof", () => {
  it("finishes the sign-in that the password began, and no other account's", async () => {
    const [account, other] = [await aPlayer(), await aPlayer()];
    const [mine, foreign] = [await enrol(account), await enrol(other)];
    const token = await beginAttempt(account);
    const wrong = foreign.key.get(await proof(other));
    expect(await finishAttempt(token, { passkey: wrong })).toEqual(WRONG);
    expect(await finishAttempt(token, { passkey: mine.key.get(await entry()) })).toEqual(WRONG);
    expect(await finishAttempt(token, { passkey: mine.key.get(await proof(account)) })).toEqual({
      ok: true,
      value: account,
    });
    const again = await beginAttempt(account);
    expect(await finishAttempt(again, { code: mine.recoveryCodes?.[0] ?? "" })).toEqual({
      ok: true,
      value: account,
    });
  });

  it("is taken once, across parallel tries", async () => {
    const account = await aPlayer();
    const { key } = await enrol(account);
    const answer = key.get(await proof(account));
    const answers = await Promise.all([1, 2, 3].map(() => passkeyFactor.verify(account, answer)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await passkeyFactor.verify(account, answer)).toEqual(WRONG);
    expect(await forgetChallenges()).toBe(0);
  });
});

describe("removing passkeys", () => {
  it("is for their owner, and forgets the recovery codes with the last second factor", async () => {
    const [account, other] = [await aPlayer(), await aPlayer()];
    const { passkeyId, recoveryCodes } = await enrol(account);
    const unknown = { ok: false, refusal: { code: "unknown_passkey" } };
    expect(await removed(other, passkeyId)).toEqual(unknown);
    const named = (who: Identity) =>
      transaction((client) => renamePasskey(who, { passkeyId, name: "Blue key" }, client));
    expect(await named(other)).toEqual(unknown);
    expect(await named(account)).toEqual(DONE);
    expect(await removed(account, passkeyId)).toEqual({ ok: true, value: { name: "Blue key" } });
    expect(await codesLeft(account)).toBe(0);
    expect(await recoveryFactor.verify(account, recoveryCodes?.[0] ?? "")).toEqual(WRONG);
    expect(await factorsOf(account)).toEqual(["password"]);
  });

  it("leaves a player without a password, and staff, at least one, also when several are removed at once", async () => {
    const { staffId } = await makeStaff();
    await database.asOwner("delete from totp_factor where staff_id = $1", [staffId]);
    for (const account of [await aPlayer(""), { kind: "staff", id: staffId } as const]) {
      const [one, two] = [await enrol(account), await enrol(account)];
      const answers = await Promise.all([one, two].map(({ passkeyId }) => removed(account, passkeyId)));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(answers).toContainEqual({ ok: false, refusal: { code: "last_factor" } });
      expect(await passkeysOf(account)).toHaveLength(1);
    }
  });
});
