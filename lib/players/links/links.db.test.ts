import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "#lib/core/clock.ts";
import type { PlayerContext, PublicContext } from "#lib/platform/commands/context.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { changeEmailCommand } from "../commands/change-email.ts";
import { beginTotpCommand } from "../factors/commands/begin-totp.ts";
import { findSession, openSession, registerPlayer, verifyCredentials } from "../index.ts";
import { makePerson } from "../testing/factory.ts";
import { changeEmail, confirmNewEmail, undoEmailChange } from "./change-email.ts";
import { forgetLinks, type LinkKind, linkPath } from "./link.ts";
import { askReset, resetPassword } from "./reset-password.ts";
import { resendVerification, verifyEmail } from "./verify-email.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

let visitors = 0;
const visitor = (): PublicContext => {
  visitors += 1;
  const ip = `10.41.${visitors >> 8}.${visitors & 255}`;
  return { clock: systemClock, requestId: crypto.randomUUID(), origin: { ip, userAgent: "" } };
};

const PASSWORD = "Stadium-lights-7";
const NEW_PASSWORD = "corner-flag-in-the-rain";

type Player = PlayerContext & { email: string };

/** A new player, who is signed in. */
const signUp = async (): Promise<Player> => {
  const email = `${crypto.randomUUID()}@mail.example`;
  const registered = await registerPlayer(visitor(), {
    email,
    password: PASSWORD,
    displayName: "Ada",
    ...makePerson(),
    birthDate: "1990-05-17",
    country: "SE",
    currency: "SEK",
    acceptTerms: "on",
  });
  if (!registered.ok) throw new Error(registered.refusal.code);
  const { playerId } = registered.value;
  const { sessionId } = await openSession(visitor(), { kind: "player", id: playerId });
  return { ...visitor(), playerId, sessionId, currency: "SEK", email };
};

const linksOf = (playerId: string, kind: LinkKind) =>
  rows<{ id: string; email: string; used: boolean }>(
    `select id, email, used_at is not null as used from account_link where player_id = $1 and kind = $2 order by created_at`,
    [playerId, kind],
  );

/** What the newest mail of this kind carries. */
const tokenFor = async ({ playerId }: { playerId: string }, kind: LinkKind): Promise<string> => {
  const { id = "" } = (await linksOf(playerId, kind)).at(-1) ?? {};
  return new URL(linkPath(kind, id), "https://evens.example").searchParams.get("token") ?? "";
};

const isVerified = async ({ sessionId }: Player): Promise<boolean | undefined> => {
  const session = await findSession(sessionId);
  return session?.kind === "player" ? session.emailVerified : undefined;
};

const signIn = (email: string, password: string) => verifyCredentials(visitor(), { email, password });
const INVALID = { ok: false, refusal: { code: "link_invalid" } };
const DONE = { ok: true, value: null };
const count = (answers: { ok: boolean }[]): number => answers.filter(({ ok }) => ok).length;

describe("verifying an address", () => {
  it("takes the link of the mail once, however many try at once", async () => {
    const player = await signUp();
    expect(await isVerified(player)).toBe(false);
    const token = await tokenFor(player, "verify_email");
    expect(count(await Promise.all([1, 2, 3, 4, 5].map(() => verifyEmail(token))))).toBe(1);
    expect(await isVerified(player)).toBe(true);
    expect(await verifyEmail(token)).toEqual(INVALID);
    expect(await resendVerification(player)).toEqual({
      ok: false,
      refusal: { code: "already_verified" },
    });
  });

  it("takes no link that is too old, of another kind, or made up", async () => {
    const player = await signUp();
    await askReset(visitor(), player);
    expect(await verifyEmail(await tokenFor(player, "reset_password"))).toEqual(INVALID);
    expect(await verifyEmail("A".repeat(43))).toEqual(INVALID);
    const token = await tokenFor(player, "verify_email");
    await database.asOwner("update account_link set expires_at = now() where player_id = $1", [
      player.playerId,
    ]);
    expect(await verifyEmail(token)).toEqual(INVALID);
    expect(await isVerified(player)).toBe(false);
    expect(await resendVerification(player)).toEqual(DONE);
    expect(await verifyEmail(await tokenFor(player, "verify_email"))).toEqual(DONE);
  });

  it("stores no token", async () => {
    const player = await signUp();
    const token = await tokenFor(player, "verify_email");
    for (const table of ["account_link", "outbox", "mail"]) {
      const stored = await rows<{ row: string }>(`select t::text as row from ${table} t`);
      expect(
        stored.filter(({ row }) => row.includes(token)),
        table,
      ).toEqual([]);
    }
  });

  it("forgets links that are long over", async () => {
    const player = await signUp();
    await database.asOwner(
      "update account_link set expires_at = now() - interval '2 days' where player_id = $1",
      [player.playerId],
    );
    await forgetLinks();
    expect(await linksOf(player.playerId, "verify_email")).toEqual([]);
  });
});

describe("a forgotten password", () => {
  it("is answered the same for every address, and makes a link for an account alone", async () => {
    const player = await signUp();
    const stranger = { email: `${crypto.randomUUID()}@mail.example` };
    for (const { email } of [player, stranger]) {
      for (let n = 0; n < 3; n += 1) expect(await askReset(visitor(), { email })).toEqual(DONE);
      expect(await askReset(visitor(), { email })).toMatchObject({ refusal: { code: "too_many_requests" } });
    }
    expect(await linksOf(player.playerId, "reset_password")).toHaveLength(3);
    const decoys = await rows("select player_id from account_link where email = $1", [stranger.email]);
    expect(decoys).toEqual([{ player_id: null }, { player_id: null }, { player_id: null }]);
  });

  it("is set anew once, signs every device out, and voids the other links", async () => {
    const player = await signUp();
    await askReset(visitor(), player);
    const first = await tokenFor(player, "reset_password");
    await askReset(visitor(), player);
    const token = await tokenFor(player, "reset_password");
    expect(await resetPassword(visitor(), { token, password: "password123" })).toEqual({
      ok: false,
      refusal: { code: "password_weak", reason: "common" },
    });
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => resetPassword(visitor(), { token, password: NEW_PASSWORD })),
    );
    expect(count(answers)).toBe(1);
    expect(await findSession(player.sessionId)).toBeNull();
    expect(await resetPassword(visitor(), { token: first, password: NEW_PASSWORD })).toEqual(INVALID);
    expect((await signIn(player.email, PASSWORD)).ok).toBe(false);
    expect(await signIn(player.email, NEW_PASSWORD)).toEqual({
      ok: true,
      value: { kind: "player", id: player.playerId },
    });
    const { sessionId } = await openSession(visitor(), { kind: "player", id: player.playerId });
    expect(await isVerified({ ...player, sessionId }), "the mailbox was shown to be the player's").toBe(true);
  });

  it("is not set for an account that was closed meanwhile", async () => {
    const player = await signUp();
    await askReset(visitor(), player);
    const token = await tokenFor(player, "reset_password");
    await database.asOwner("update player set status = 'closed' where id = $1", [player.playerId]);
    expect(await resetPassword(visitor(), { token, password: NEW_PASSWORD })).toEqual(INVALID);
  });
});

describe("another address", () => {
  it("is asked for with a fresh proof alone, as an authenticator app is", async () => {
    const player = await signUp();
    const session = await findSession(player.sessionId);
    const call = {
      input: { email: `${crypto.randomUUID()}@mail.example` },
      sameSite: true,
      origin: player.origin,
      requestId: crypto.randomUUID(),
    };
    for (const command of [changeEmailCommand, beginTotpCommand]) {
      expect(await command.execute(call, async () => ({ ...session, fresh: false }))).toMatchObject({
        ok: false,
        refusal: { code: "step_up_required", factors: ["password"] },
      });
      expect(await command.execute(call, async () => ({ ...session, fresh: true }))).toMatchObject({
        ok: true,
      });
    }
  });

  it("is refused if it is somebody's", async () => {
    const [player, other] = [await signUp(), await signUp()];
    for (const email of [other.email, "somebody@evens.example"])
      expect(await changeEmail(player, { email })).toEqual({
        ok: false,
        refusal: { code: "email_taken" },
      });
  });

  it("is the account's once its link was used; the one before stays reserved and may take the account back", async () => {
    const player = await signUp();
    const email = `${crypto.randomUUID()}@mail.example`;
    await askReset(visitor(), player);
    const reset = await tokenFor(player, "reset_password");
    expect(await changeEmail(player, { email })).toEqual(DONE);
    expect((await signIn(email, PASSWORD)).ok, "nothing changed yet").toBe(false);
    const confirm = await tokenFor(player, "change_email");
    expect(count(await Promise.all([1, 2, 3].map(() => confirmNewEmail(confirm))))).toBe(1);
    expect((await signIn(email, PASSWORD)).ok).toBe(true);
    expect((await signIn(player.email, PASSWORD)).ok).toBe(false);
    expect(await resetPassword(visitor(), { token: reset, password: NEW_PASSWORD })).toEqual(INVALID);

    const again = { email: `${crypto.randomUUID()}@mail.example` };
    expect(await changeEmail(player, again)).toEqual({
      ok: false,
      refusal: { code: "email_changed_recently" },
    });
    expect(
      await registerPlayer(visitor(), {
        email: player.email,
        password: PASSWORD,
        displayName: "Eve",
        ...makePerson(),
        birthDate: "1990-05-17",
        country: "SE",
        currency: "SEK",
        acceptTerms: "on",
      }),
    ).toMatchObject({ refusal: { faults: [{ code: "email_taken" }] } });

    expect((await linksOf(player.playerId, "undo_email_change")).map((link) => link.email)).toEqual([
      player.email,
    ]);
    expect(await undoEmailChange(await tokenFor(player, "undo_email_change"))).toEqual(DONE);
    expect(await findSession(player.sessionId)).toBeNull();
    expect((await signIn(email, PASSWORD)).ok).toBe(false);
    expect((await signIn(player.email, PASSWORD)).ok, "whoever changed it knew the password").toBe(false);
    const token = await tokenFor(player, "reset_password");
    expect(await resetPassword(visitor(), { token, password: NEW_PASSWORD })).toEqual(DONE);
    expect((await signIn(player.email, NEW_PASSWORD)).ok).toBe(true);
  });

  it("is refused when somebody opened an account with it meanwhile", async () => {
    const [player, other] = [await signUp(), await signUp()];
    await changeEmail(player, { email: "meanwhile@mail.example" });
    await database.asOwner("update player set email = 'meanwhile@mail.example' where id = $1", [
      other.playerId,
    ]);
    expect(await confirmNewEmail(await tokenFor(player, "change_email"))).toEqual({
      ok: false,
      refusal: { code: "email_taken" },
    });
  });

  it("is changed by the application with a link alone", async () => {
    const player = await signUp();
    const taken = (kind: string, hash: string) => rows("select * from take_email_link($1, $2)", [kind, hash]);
    const hashes = await rows<{ hash: string }>(
      "select token_hash as hash from account_link where player_id = $1",
      [player.playerId],
    );
    for (const kind of ["verify_email", "change_email", "undo_email_change"])
      for (const { hash } of [...hashes, { hash: "" }]) expect(await taken(kind, hash)).toEqual([]);
  });
});
