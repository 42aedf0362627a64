import { generateSync } from "otplib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import type { Identity } from "../sessions.ts";
import { makePlayer, makeStaff } from "../testing/factory.ts";
import { codesLeft, takeCode } from "./recovery.ts";
import { renewCodes } from "./replace.ts";
import { beginTotp, confirmTotp, totpOf } from "./totp/totp.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const nothing = async () => undefined;
const NO_FACTOR = { ok: false, refusal: { code: "no_second_factor" } };

/** An account with an authenticator app, and its recovery codes. */
const withApp = async (account: Identity): Promise<string[]> => {
  await beginTotp(account);
  const begun = await totpOf(account);
  if (begun.state !== "setup") throw new Error(begun.state);
  const confirmed = await confirmTotp(account, generateSync({ secret: begun.secret }), nothing);
  if (!confirmed.ok) throw new Error(confirmed.refusal.code);
  return confirmed.value;
};

const renewed = async (account: Identity): Promise<string[]> => {
  const made = await renewCodes(account, nothing);
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value;
};

it("makes ten new codes, with which the old ones no longer work", async () => {
  const account: Identity = { kind: "player", id: await makePlayer(0n) };
  const [old = "", second = ""] = await withApp(account);
  expect(await takeCode(account, old)).toBe(true);
  const codes = await renewed(account);
  expect(new Set(codes).size).toBe(10);
  expect(await codesLeft(account)).toBe(10);
  expect(await takeCode(account, second)).toBe(false);
  expect(await takeCode(account, codes[0] ?? "")).toBe(true);
  expect(await takeCode(account, codes[0] ?? ""), "each works once").toBe(false);
  expect(await codesLeft(account)).toBe(9);
});

it("leaves one set of codes, whichever of several requests comes last", async () => {
  const account: Identity = { kind: "player", id: await makePlayer(0n) };
  await withApp(account);
  const sets = await Promise.all([renewed(account), renewed(account)]);
  expect(await codesLeft(account)).toBe(10);
  const work = await Promise.all(sets.map(([code = ""]) => takeCode(account, code)));
  expect(work.filter(Boolean)).toHaveLength(1);
});

it("makes none for an account without a second factor, and touches nobody else's", async () => {
  const { staffId } = await makeStaff();
  const staff: Identity = { kind: "staff", id: staffId };
  const kept = await rows("select hint from recovery_code where account_id = $1 order by hint", [staffId]);
  const account: Identity = { kind: "player", id: await makePlayer(0n) };
  expect(await renewCodes(account, nothing)).toEqual(NO_FACTOR);
  await withApp(account);
  await renewed(account);
  expect(
    await rows("select hint from recovery_code where account_id = $1 order by hint", [staff.id]),
  ).toEqual(kept);
});

it("keeps the old codes when what happened cannot be recorded", async () => {
  const account: Identity = { kind: "player", id: await makePlayer(0n) };
  const [old = ""] = await withApp(account);
  await expect(renewCodes(account, () => Promise.reject(new Error("full")))).rejects.toThrow("full");
  expect(await takeCode(account, old)).toBe(true);
});
