import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "#lib/core/clock.ts";
import type { PublicContext } from "#lib/platform/commands/context.ts";
import { env } from "#lib/platform/config/env.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import {
  DEMO_PASSWORD,
  DEMO_PLAYERS,
  DEMO_STAFF,
  findSession,
  openSession,
  registerPlayer,
  verifyCredentials,
} from "#lib/players/index.ts";
import { hashPassword } from "#lib/players/password.ts";
import { makePerson } from "#lib/players/testing/factory.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { seedDemo } from "../seed/demo.ts";

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
  return { clock: systemClock, requestId: "case-31", origin: { ip: `10.31.0.${visitors}`, userAgent: "" } };
};

const demoMode = (on: boolean): void => void Object.assign(env(), { DEMO_MODE: on });
const signIn = (email: string, password = DEMO_PASSWORD) => verifyCredentials(visitor(), { email, password });
const register = (email: string) =>
  registerPlayer(visitor(), {
    email,
    password: "Stadium-lights-7",
    displayName: "Ada",
    ...makePerson(),
    birthDate: "1990-05-17",
    country: "SE",
    currency: "SEK",
    acceptTerms: "on",
  });

const WRONG = { ok: false, refusal: { code: "wrong_credentials" } };

describe("accounts of the demo", () => {
  beforeEach(async () => {
    await database.asOwner("truncate session, payment, player, staff_account cascade");
    demoMode(true);
    await seedDemo();
  });

  it("sign in while the site is a demo, and not after: nor do their sessions count", async () => {
    const sessions: string[] = [];
    for (const { email } of [...DEMO_PLAYERS, ...DEMO_STAFF]) {
      const signedIn = await signIn(email);
      if (!signedIn.ok) throw new Error(signedIn.refusal.code);
      const { sessionId } = await openSession(visitor(), signedIn.value);
      expect((await findSession(sessionId))?.email).toBe(email);
      sessions.push(sessionId);
    }
    demoMode(false);
    for (const { email } of [...DEMO_PLAYERS, ...DEMO_STAFF]) expect(await signIn(email)).toEqual(WRONG);
    for (const id of sessions) expect(await findSession(id)).toBeNull();
    expect(await seedDemo()).toEqual([]);
    demoMode(true);
    expect((await signIn("admin@evens.example")).ok).toBe(true);
    expect(await findSession(sessions[0] ?? "")).not.toBeNull();
  });

  it("are closed by their address even where nothing marks them, and by the mark under another address", async () => {
    await database.asOwner("update staff_account set demo = false where email = 'admin@evens.example'");
    await database.asOwner(
      "update player set email = 'sam@mail.example' where email = 'player@evens.example'",
    );
    demoMode(false);
    expect(await signIn("admin@evens.example")).toEqual(WRONG);
    expect(await signIn("sam@mail.example")).toEqual(WRONG);
  });

  it("cannot be marked or unmarked by the application", async () => {
    for (const change of ["player set demo = false", "staff_account set demo = true"])
      await expect(rows(`update ${change}`), change).rejects.toMatchObject({ code: "42501" });
    await expect(
      rows(`insert into player (id, email, password_hash, display_name, country, currency, birth_date, demo)
            values (gen_random_uuid(), 'x@mail.example', '', 'X', 'SE', 'SEK', '1990-01-01', true)`),
    ).rejects.toMatchObject({ code: "42501" });
  });
});

describe("the seed", () => {
  it("leaves an account alone that it did not make, and says so", async () => {
    await database.asOwner("truncate session, payment, player, staff_account cascade");
    const password = await hashPassword("Stadium-lights-7");
    await database.asOwner(
      `insert into player (id, email, password_hash, display_name, country, currency, birth_date)
       values (gen_random_uuid(), 'admin@evens.example', $1, 'Ada', 'SE', 'SEK', '1990-05-17')`,
      [password],
    );
    const before = await database.asOwner("select * from player where email = 'admin@evens.example'");
    demoMode(true);
    expect(await seedDemo()).toEqual([expect.stringContaining("admin@evens.example")]);
    expect(await database.asOwner("select * from player where email = 'admin@evens.example'")).toEqual(
      before,
    );
    expect(await signIn("admin@evens.example")).toEqual(WRONG);
  });
});

it.each([true, false])("nobody registers an address of the demo (demo mode: %s)", async (on) => {
  demoMode(on);
  for (const email of ["admin@evens.example", "Fresh@Evens.Example"])
    expect(await register(email)).toMatchObject({
      ok: false,
      refusal: { code: "registration_refused", faults: [{ code: "email_taken" }] },
    });
  expect((await register(`ada-${on}@evens.example.org`)).ok).toBe(true);
});

describe("npm run staff:grant", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ["scripts/staff-grant.ts", ...args], { encoding: "utf8", env: process.env });
  const roles = async (email: string) =>
    rows(
      `select a.status, array(select role from staff_role r where r.staff_id = a.id order by role) as roles
         from staff_account a where a.email = $1`,
      [email],
    );

  it("makes an account, sets its roles, closes it, ends its sessions and records it", async () => {
    demoMode(false);
    const email = "operator@mail.example";
    const made = run(email, "trader", "risk");
    expect(made.status).toBe(0);
    const [, password = ""] = /Password, shown this once: (\S+)/.exec(made.stdout) ?? [];
    expect(await roles(email)).toEqual([{ status: "active", roles: ["risk", "trader"] }]);
    const signedIn = await signIn(email, password);
    if (!signedIn.ok) throw new Error(signedIn.refusal.code);
    const { sessionId } = await openSession(visitor(), signedIn.value);
    // A new account has no second factor yet, and no role until it has one.
    expect(await findSession(sessionId)).toMatchObject({ kind: "staff", roles: [], settingUp: true });
    await database.asOwner(
      "insert into totp_factor (id, staff_id, secret, confirmed_at) select gen_random_uuid(), id, 'x', now() from staff_account where email = $1",
      [email],
    );
    expect(await findSession(sessionId)).toMatchObject({ roles: ["risk", "trader"], settingUp: false });
    expect(run(email, "--reset-factors").status).toBe(0);
    expect(await findSession(sessionId)).toBeNull();
    expect(await rows("select id from totp_factor where staff_id is not null and secret = 'x'")).toEqual([]);

    const changed = run("Operator@mail.example", "administrator");
    expect(changed.stdout).not.toContain("Password");
    expect(await roles(email)).toEqual([{ status: "active", roles: ["administrator"] }]);
    expect(await findSession(sessionId)).toBeNull();
    expect((await signIn(email, password)).ok).toBe(true);
    expect(run(email, "--revoke").status).toBe(0);
    expect(await roles(email)).toEqual([{ status: "closed", roles: [] }]);
    expect(await signIn(email, password)).toEqual(WRONG);
    expect(
      await rows(
        `select action, actor like 'operator (%' as operator, after from audit_entry
          where action in ('staff.grant', 'staff.revoke', 'staff.reset_factors') order by id`,
      ),
    ).toEqual([
      { action: "staff.grant", operator: true, after: { roles: ["risk", "trader"] } },
      { action: "staff.reset_factors", operator: true, after: null },
      { action: "staff.grant", operator: true, after: { roles: ["administrator"] } },
      { action: "staff.revoke", operator: true, after: { roles: [] } },
    ]);
  });

  it("keeps staff and players apart: an address has one account", async () => {
    demoMode(false);
    expect((await register("plays@mail.example")).ok).toBe(true);
    expect(run("plays@mail.example", "trader").stderr).toContain("player's address");
    expect(run("works@mail.example", "trader").status).toBe(0);
    expect(await register("works@mail.example")).toMatchObject({
      refusal: { faults: [{ code: "email_taken" }] },
    });
  });

  it("refuses an unknown address, an account of the demo, and words that it does not know", async () => {
    expect(run("nobody@mail.example", "--revoke")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("not staff"),
    });
    expect(run("admin@evens.example", "trader").status).toBe(1);
    for (const wrong of [[], ["a@mail.example"], ["a@mail.example", "king"], ["a@mail.example", "--what"]])
      expect(run(...wrong).status, wrong.join(" ")).toBe(2);
  });
});
