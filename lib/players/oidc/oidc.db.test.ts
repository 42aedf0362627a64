import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "#lib/core/clock.ts";
import type { PublicContext } from "#lib/platform/commands/context.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { verifyCredentials, verifyIdentity } from "../credentials.ts";
import { registerPlayer } from "../register.ts";
import { makePlayer } from "../testing/factory.ts";
import { linkIdentity, type OidcIdentity, unlinkIdentity } from "./identities.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

const visitor = (): PublicContext => ({
  clock: systemClock,
  requestId: crypto.randomUUID(),
  origin: { ip: `10.0.${Math.floor(Math.random() * 250)}.1`, userAgent: "" },
});

const ISSUER = "https://id.example";
const identity = (email: string | null = null, issuer = ISSUER): OidcIdentity => ({
  issuer,
  subject: crypto.randomUUID(),
  email,
});
const UNKNOWN = { ok: false, refusal: { code: "unknown_identity" } };
const DONE = { ok: true, value: null };

const application = (email: string) => ({
  email,
  displayName: "Ann",
  firstName: "Ann",
  lastName: `Oidc${Math.random()
    .toString(36)
    .replaceAll(/[^a-z]/g, "")}`,
  street: "Main Street 1",
  city: "Valletta",
  postcode: "VLT 1010",
  birthDate: "1990-06-08",
  country: "MT",
  currency: "EUR",
  acceptTerms: "on",
});

const anEmail = () => `${crypto.randomUUID()}@mail.example`;

const registered = async (given: OidcIdentity & { emailVerified: boolean }, email = given.email ?? "") => {
  const done = await registerPlayer(visitor(), application(email), given);
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
  return done.value.playerId;
};

describe("an identity elsewhere", () => {
  it("opens the account that it is linked to, and none whose email address is the same", async () => {
    const id = await makePlayer(0n);
    const [player] = await rows<{ email: string }>("select email from player where id = $1", [id]);
    const mine = identity(player?.email);
    expect(await verifyIdentity(visitor(), mine)).toEqual(UNKNOWN);
    expect(await linkIdentity(id, mine)).toEqual(DONE);
    expect(await verifyIdentity(visitor(), mine)).toEqual({ ok: true, value: { kind: "player", id } });
    expect(await verifyIdentity(visitor(), { ...mine, issuer: "https://other.example" })).toEqual(UNKNOWN);
    expect(await verifyIdentity(visitor(), identity(player?.email))).toEqual(UNKNOWN);
  });

  it("is one player's, however many link it at once, and one of each issuer", async () => {
    const [one, two] = [await makePlayer(0n), await makePlayer(0n)];
    const shared = identity();
    const answers = await Promise.all([one, two].map((id) => linkIdentity(id, shared)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const winner = answers[0]?.ok ? one : two;
    expect(await linkIdentity(winner, shared), "again").toEqual(DONE);
    expect(await linkIdentity(winner, identity())).toEqual({
      ok: false,
      refusal: { code: "identity_taken" },
    });
  });

  it("opens no closed or locked account", async () => {
    const id = await makePlayer(0n);
    const mine = identity();
    await linkIdentity(id, mine);
    await database.asOwner("update player set status = 'closed' where id = $1", [id]);
    expect(await verifyIdentity(visitor(), mine)).toEqual({ ok: false, refusal: { code: "account_closed" } });
  });
});

describe("registration with an identity", () => {
  it("asks for everything but a password, which the account then has none of", async () => {
    const mine = { ...identity(anEmail()), emailVerified: true };
    const missing = await registerPlayer(visitor(), {}, mine);
    expect(JSON.stringify(missing)).toContain("birthDate");
    expect(JSON.stringify(missing)).not.toContain("password");
    const id = await registered(mine);
    expect(await verifyIdentity(visitor(), mine)).toMatchObject({ ok: true, value: { id } });
    for (const password of ["", "x", "nobody"])
      expect(await verifyCredentials(visitor(), { email: mine.email ?? "", password })).toMatchObject({
        refusal: { code: "wrong_credentials" },
      });
    expect(await transaction((client) => unlinkIdentity(id, ISSUER, client))).toEqual({
      ok: false,
      refusal: { code: "last_factor" },
    });
  });

  it("takes an address as verified that the issuer has verified, and no other", async () => {
    const verified = async (playerId: string) =>
      (
        await rows<{ at: Date | null }>("select email_verified_at as at from player where id = $1", [
          playerId,
        ])
      )[0]?.at instanceof Date;
    expect(await verified(await registered({ ...identity(anEmail()), emailVerified: true }))).toBe(true);
    expect(await verified(await registered({ ...identity(anEmail()), emailVerified: false }))).toBe(false);
    expect(await verified(await registered({ ...identity(anEmail()), emailVerified: true }, anEmail()))).toBe(
      false,
    );
  });

  it("is refused for an address that has an account, and leaves the identity free", async () => {
    const first = { ...identity(anEmail()), emailVerified: true };
    await registered(first);
    const second = { ...identity(first.email), emailVerified: true };
    expect(await registerPlayer(visitor(), application(first.email ?? ""), second)).toMatchObject({
      refusal: { code: "registration_refused", faults: [{ code: "email_taken" }] },
    });
    expect(await verifyIdentity(visitor(), second)).toEqual(UNKNOWN);
  });
});

it("is unlinked where a password is left", async () => {
  const id = await makePlayer(0n);
  await rows("update player set password_hash = 'a hash' where id = $1", [id]);
  const mine = identity();
  await linkIdentity(id, mine);
  expect(await transaction((client) => unlinkIdentity(id, ISSUER, client))).toEqual(DONE);
  expect(await verifyIdentity(visitor(), mine)).toEqual(UNKNOWN);
});
