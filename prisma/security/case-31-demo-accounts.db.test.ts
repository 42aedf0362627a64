import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "#lib/core/clock.ts";
import type { PublicContext } from "#lib/platform/commands/context.ts";
import { env } from "#lib/platform/config/env.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import {
  DEMO_ACCOUNTS,
  DEMO_PASSWORD,
  findSession,
  openSession,
  registerPlayer,
  verifyCredentials,
} from "#lib/players/index.ts";
import { hashPassword } from "#lib/players/password.ts";
import { seedDemo } from "../seed/demo.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
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
    birthDate: "1990-05-17",
    country: "SE",
    currency: "SEK",
    acceptTerms: "on",
  });

const WRONG = { ok: false, refusal: { code: "wrong_credentials" } };

describe("accounts of the demo", () => {
  beforeEach(async () => {
    await database.asOwner("truncate session, deposit, player cascade");
    demoMode(true);
    await seedDemo();
  });

  it("sign in while the site is a demo, and not after: nor do their sessions count", async () => {
    const sessions: string[] = [];
    for (const { email } of DEMO_ACCOUNTS) {
      const signedIn = await signIn(email);
      if (!signedIn.ok) throw new Error(signedIn.refusal.code);
      const { sessionId } = await openSession(visitor(), signedIn.value);
      expect((await findSession(sessionId))?.email).toBe(email);
      sessions.push(sessionId);
    }
    demoMode(false);
    for (const { email } of DEMO_ACCOUNTS) expect(await signIn(email)).toEqual(WRONG);
    for (const id of sessions) expect(await findSession(id)).toBeNull();
    expect(await seedDemo()).toEqual([]);
    demoMode(true);
    expect((await signIn("admin@evens.example")).ok).toBe(true);
    expect(await findSession(sessions[0] ?? "")).not.toBeNull();
  });

  it("are closed by their address even where nothing marks them, and by the mark under another address", async () => {
    await database.asOwner("update player set demo = false where email = 'admin@evens.example'");
    await database.asOwner(
      "update player set email = 'sam@mail.example' where email = 'player@evens.example'",
    );
    demoMode(false);
    expect(await signIn("admin@evens.example")).toEqual(WRONG);
    expect(await signIn("sam@mail.example")).toEqual(WRONG);
  });

  it("cannot be marked, unmarked or given a role by the application", async () => {
    for (const change of ["demo = false", "demo = true", "role = 'admin'"])
      await expect(rows(`update player set ${change}`), change).rejects.toMatchObject({ code: "42501" });
    await expect(
      rows(`insert into player (id, email, password_hash, display_name, country, currency, birth_date, demo)
            values (gen_random_uuid(), 'x@mail.example', '', 'X', 'SE', 'SEK', '1990-01-01', true)`),
    ).rejects.toMatchObject({ code: "42501" });
  });
});

describe("the seed", () => {
  it("leaves an account alone that it did not make, and says so", async () => {
    await database.asOwner("truncate session, deposit, player cascade");
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
  const roleOf = async (email: string) =>
    (await rows<{ role: string }>("select role from player where email = $1", [email]))[0]?.role;

  it("makes an account staff and a player's again, ends its sessions and records both", async () => {
    demoMode(false);
    const email = "operator@mail.example";
    const made = await register(email);
    if (!made.ok) throw new Error(made.refusal.code);
    const { playerId } = made.value;
    const { sessionId } = await openSession(visitor(), { kind: "player", id: playerId });

    expect(run(email).status).toBe(0);
    expect(await roleOf(email)).toBe("admin");
    expect(await findSession(sessionId)).toBeNull();
    expect(run("Operator@mail.example").stderr).toContain("already staff");
    expect(run(email, "--revoke").status).toBe(0);
    expect(await roleOf(email)).toBe("player");
    expect(
      await rows(
        "select action, actor like 'operator (%' as operator from audit_entry where subject = $1 order by id",
        [`player:${playerId}`],
      ),
    ).toEqual([
      { action: "staff.grant", operator: true },
      { action: "staff.revoke", operator: true },
    ]);
  });

  it("refuses an unknown address, an account of the demo, and words that it does not know", async () => {
    expect(run("nobody@mail.example")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("no account"),
    });
    expect(run("admin@evens.example").status).toBe(1);
    expect(run().status).toBe(2);
    expect(run("a@mail.example", "--what").status).toBe(2);
  });
});
