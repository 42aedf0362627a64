import { generateSync } from "otplib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "#lib/core/clock.ts";
import type { PublicContext } from "#lib/platform/commands/context.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { linkPath } from "../../links/link.ts";
import { askReset, resetPassword } from "../../links/reset-password.ts";
import type { Identity } from "../../sessions.ts";
import { beginAttempt, finishAttempt, forgetAttempts } from "../../sign-in-attempt.ts";
import { makePlayer } from "../../testing/factory.ts";
import { asksSecondFactor } from "../enrolled.ts";
import { beginTotp, confirmTotp, removeTotp, totpFactor, totpOf } from "./totp.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

const WRONG = { ok: false, refusal: { code: "wrong_answer" } };
const AGAIN = { ok: false, refusal: { code: "sign_in_again" } };
const DONE = { ok: true, value: null };
const count = (answers: { ok: boolean }[]): number => answers.filter(({ ok }) => ok).length;
const nothing = async () => undefined;

type Setup = { account: Identity; secret: string; recoveryCodes: string[]; setupCode: string };

const codeNow = (secret: string): string => generateSync({ secret });

const turnOn = async (): Promise<Setup> => {
  const account: Identity = { kind: "player", id: await makePlayer(0n) };
  await rows("update player set password_hash = 'a hash' where id = $1", [account.id]);
  expect(await beginTotp(account)).toEqual(DONE);
  const begun = await totpOf(account);
  if (begun.state !== "setup") throw new Error(begun.state);
  const { secret } = begun;
  const setupCode = codeNow(secret);
  const confirmed = await confirmTotp(account, setupCode, nothing);
  if (!confirmed.ok) throw new Error(confirmed.refusal.code);
  return { account, secret, recoveryCodes: confirmed.value, setupCode };
};

/** As if enough time had passed for another code. */
const nextStep = ({ account }: Setup) =>
  database.asOwner("update totp_factor set last_step = 0 where player_id = $1", [account.id]);

describe("setting an authenticator app up", () => {
  it("counts once a code was entered, which cannot be used again", async () => {
    const account: Identity = { kind: "player", id: await makePlayer(0n) };
    expect(await totpOf(account)).toEqual({ state: "off" });
    expect(await confirmTotp(account, "123456", nothing)).toEqual({
      ok: false,
      refusal: { code: "not_begun" },
    });
    await beginTotp(account);
    const first = await totpOf(account);
    await beginTotp(account);
    const begun = await totpOf(account);
    if (begun.state !== "setup") throw new Error(begun.state);
    expect(begun, "an earlier secret is forgotten").not.toEqual(first);
    expect(await asksSecondFactor(account)).toBe(false);
    const code = codeNow(begun.secret);
    expect(await totpFactor.verify(account, code), "not on yet").toEqual(WRONG);
    expect(await confirmTotp(account, code === "000000" ? "000001" : "000000", nothing)).toEqual(WRONG);

    const answers = await Promise.all([1, 2, 3].map(() => confirmTotp(account, code, nothing)));
    expect(count(answers)).toBe(1);
    expect(await asksSecondFactor(account)).toBe(true);
    expect(await totpFactor.verify(account, code)).toEqual(WRONG);
    expect(await totpOf(account)).toEqual({ state: "on", recoveryCodesLeft: 10 });
    expect(await beginTotp(account)).toEqual({ ok: false, refusal: { code: "already_on" } });
  });

  it("stores neither the secret nor a recovery code in the clear", async () => {
    const { account, secret, recoveryCodes } = await turnOn();
    const [factor] = await rows<{ id: string; secret: string }>(
      "select id, secret from totp_factor where player_id = $1",
      [account.id],
    );
    expect(factor?.secret).toMatch(/^1\.[\w-]+$/);
    expect(factor?.secret).not.toContain(secret);
    const stored = await rows<{ row: string }>(
      "select c::text as row from recovery_code c where account_id = $1",
      [account.id],
    );
    expect(stored).toHaveLength(10);
    for (const { row } of stored) {
      expect(row).toContain("$argon2id$");
      for (const code of recoveryCodes) expect(row).not.toContain(code.replaceAll("-", "").slice(4));
    }
  });
});

describe("a code", () => {
  it("works once, however many try at once", async () => {
    const setup = await turnOn();
    await nextStep(setup);
    const code = codeNow(setup.secret);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => totpFactor.verify(setup.account, code)));
    expect(count(answers)).toBe(1);
    expect(await totpFactor.verify(setup.account, code)).toEqual(WRONG);
  });

  it("of another account's app is wrong", async () => {
    const [one, other] = [await turnOn(), await turnOn()];
    await nextStep(one);
    expect(await totpFactor.verify(one.account, codeNow(other.secret))).toEqual(WRONG);
    expect(await totpFactor.verify(one.account, other.recoveryCodes[0] ?? "")).toEqual(WRONG);
  });

  it("for recovery works once, however it is written", async () => {
    const { account, recoveryCodes } = await turnOn();
    const [first = "", second = ""] = recoveryCodes;
    expect(first).toMatch(/^\w{4}-\w{4}-\w{4}-\w{4}$/);
    const answers = await Promise.all([1, 2, 3].map(() => totpFactor.verify(account, first)));
    expect(count(answers)).toBe(1);
    expect(await totpFactor.verify(account, ` ${second.toLowerCase().replaceAll("-", " ")} `)).toEqual(DONE);
    expect(await totpOf(account)).toEqual({ state: "on", recoveryCodesLeft: 8 });
    expect(await totpFactor.verify(account, `${second.slice(0, 4)}-AAAA-AAAA-AAAA`)).toEqual(WRONG);
  });

  it("is not asked for once the app was turned off", async () => {
    const setup = await turnOn();
    expect(await transaction((client) => removeTotp(setup.account, client))).toEqual({
      ok: true,
      value: true,
    });
    expect(await asksSecondFactor(setup.account)).toBe(false);
    await nextStep(setup);
    expect(await totpFactor.verify(setup.account, codeNow(setup.secret))).toEqual(WRONG);
    expect(await totpFactor.verify(setup.account, setup.recoveryCodes[0] ?? "")).toEqual(WRONG);
  });
});

describe("a sign-in that has shown the password", () => {
  let setup: Setup;
  beforeEach(async () => {
    setup = await turnOn();
    await nextStep(setup);
  });

  it("is finished once, by one of those who try at once", async () => {
    const token = await beginAttempt(setup.account);
    const [first = "", second = ""] = setup.recoveryCodes;
    const answers = await Promise.all([
      finishAttempt(token, { code: first }),
      finishAttempt(token, { code: second }),
    ]);
    expect(count(answers)).toBe(1);
    expect(await finishAttempt(token, { code: codeNow(setup.secret) })).toEqual(AGAIN);
    const other = await beginAttempt(setup.account);
    expect(await finishAttempt(other, { code: codeNow(setup.secret) })).toEqual({
      ok: true,
      value: setup.account,
    });
  });

  it("is over after five wrong codes, also when they come at once", async () => {
    const token = await beginAttempt(setup.account);
    const answers = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7].map(() => finishAttempt(token, { code: "AAAA-AAAA-AAAA-AAAA" })),
    );
    expect(answers.filter(({ ok }) => ok)).toEqual([]);
    expect(await finishAttempt(token, { code: codeNow(setup.secret) })).toEqual(AGAIN);
  });

  it("is over after ten minutes, and is nothing without its token", async () => {
    const token = await beginAttempt(setup.account);
    const stored = await rows<{ row: string }>("select a::text as row from sign_in_attempt a");
    expect(stored.filter(({ row }) => row.includes(token))).toEqual([]);
    expect(await finishAttempt("", { code: codeNow(setup.secret) })).toEqual(AGAIN);
    await database.asOwner("update sign_in_attempt set expires_at = now()");
    expect(await finishAttempt(token, { code: codeNow(setup.secret) })).toEqual(AGAIN);
    await database.asOwner("update sign_in_attempt set expires_at = now() - interval '2 days'");
    await forgetAttempts();
    expect(await rows("select from sign_in_attempt")).toEqual([]);
  });

  it("does not let whoever begins again and again guess on", async () => {
    const codes: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      const token = await beginAttempt(setup.account);
      for (let k = 0; k < 5; k += 1) {
        const answer = await finishAttempt(token, { code: "000000" });
        codes.push(answer.ok ? "in" : answer.refusal.code);
      }
    }
    expect(codes.slice(-5)).toEqual(Array(5).fill("too_many_requests"));
  });
});

it("stays on when the password is reset", async () => {
  const { account } = await turnOn();
  const ctx: PublicContext = {
    clock: systemClock,
    requestId: crypto.randomUUID(),
    origin: { ip: "10.42.0.1", userAgent: "" },
  };
  await askReset(ctx, { email: `${account.id}@test.example` });
  const [link] = await rows<{ id: string }>("select id from account_link where player_id = $1", [account.id]);
  const token = new URL(linkPath("reset_password", link?.id ?? ""), "https://a.example").searchParams.get(
    "token",
  );
  expect(await resetPassword(ctx, { token: token ?? "", password: "corner-flag-in-the-rain" })).toEqual(DONE);
  expect(await asksSecondFactor(account)).toBe(true);
});
