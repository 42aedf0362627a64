import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "#lib/platform/database/db.ts";
import { startEmbeddedPostgres } from "#lib/platform/database/embedded-postgres.ts";
import { loginExcess, loginWarning } from "#lib/platform/database/login-rights.ts";
import { migrate } from "#lib/platform/database/migrate.ts";
import { freePort } from "#lib/platform/http/free-port.ts";
import { readiness } from "#lib/platform/observability/health.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const connected = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

describe("the application's login", () => {
  it.each([
    "set role none",
    "reset role",
    "set session authorization default",
    "reset session authorization",
    "discard all",
  ])("has no rights left after %s", async (statement) => {
    await connected(database.appUrl, async (app) => {
      await app.query("set role evens_app");
      await app.query("select count(*) from player");
      await app.query(statement);
      for (const denied of [
        "select count(*) from player",
        "insert into outbox (kind, payload) values ('x', '{}')",
        "select ledger_roll_up()",
        "create table mine (id int)",
        "create temporary table mine (id int)",
      ])
        await expect(app.query(denied), denied).rejects.toMatchObject({ code: "42501" });
    });
  });

  it.each([
    "set role evens",
    "set session authorization evens",
    "alter role evens_login superuser",
    "alter role evens_app superuser",
    "alter role evens_login inherit",
    "grant evens to evens_login",
    "grant pg_read_all_data to evens_app",
    "create role thief superuser login",
    "create database mine",
    "create extension file_fdw",
    "create schema mine",
    "copy (select 1) to program 'id'",
    "copy player to '/tmp/players'",
    "select pg_read_file('/etc/passwd')",
    "select pg_ls_dir('.')",
    "select rolpassword from pg_authid",
    "alter system set log_statement = 'all'",
    "load 'dblink'",
    "alter table player disable trigger all",
    "set session_replication_role = replica",
    "alter database postgres owner to evens_login",
  ])("may not: %s", async (statement) => {
    await connected(database.appUrl, async (app) => {
      for (const role of ["evens_app", "none"]) {
        await app.query(`set role ${role}`);
        await expect(app.query(statement)).rejects.toMatchObject({
          code: expect.stringMatching(/^(42501|58P01)$/),
        });
      }
    });
  });

  it("is what this process connects with", async () => {
    expect(await rows("select session_user::text as login, current_user::text as role")).toEqual([
      { login: "evens_login", role: "evens_app" },
    ]);
  });
});

describe("a login with more rights than the application needs", () => {
  it("is named, with what it may do", async () => {
    await connected(database.ownerUrl, async (owner) => {
      expect(await loginExcess(owner)).toEqual({ login: "evens", excess: "superuser" });
      expect(await loginWarning(owner)).toContain("DATABASE_OWNER_URL");
    });
    await connected(database.appUrl, async (app) => expect(await loginExcess(app)).toBeNull());
  });

  it("is found through the ownership of tables and the right to create roles, inherited or not", async () => {
    const name = `single_${crypto.randomUUID().slice(0, 8)}`;
    const url = Object.assign(new URL(database.ownerUrl), { username: name, password: "secret" }).href;
    await database.asOwner(`create role ${name} login password 'secret' noinherit createrole`);
    expect(await connected(url, loginExcess)).toEqual({ login: name, excess: "creates_roles" });
    await database.asOwner(`alter role ${name} nocreaterole`);
    expect(await connected(url, loginExcess)).toBeNull();
    await database.asOwner(
      `create role ${name}_group; grant ${name}_group to ${name}; create table owned (id int)`,
    );
    await database.asOwner(`alter table owned owner to ${name}_group`);
    expect(await connected(url, loginExcess)).toEqual({ login: name, excess: "owner" });
    await database.asOwner(`drop table owned; drop role ${name}; drop role ${name}_group`);
  });

  it("shows in the readiness report and keeps no player out", async () => {
    expect((await readiness()).checks.login).toEqual({ ok: true, detail: "no rights beyond evens_app" });
    await closeDatabase();
  });
});

describe("a database of the operator's own", () => {
  const suffix = crypto.randomUUID().slice(0, 8);
  const named = (text: string) =>
    text
      .replace(/\bevens_(owner|site)\b/g, `evens_$1_${suffix}`)
      .replace(/(database|in) evens\b/g, `$1 evens_${suffix}`);
  const at = (login: string): string =>
    Object.assign(new URL(database.ownerUrl), {
      username: named(login),
      password: "secret",
      pathname: `/evens_${suffix}`,
    }).href;
  afterAll(async () => {
    await database.asOwner(`drop database if exists evens_${suffix} with (force)`);
    await database.asOwner(`drop role if exists ${named("evens_site")}, ${named("evens_owner")}`);
  });

  it("is set up as the README says, without a superuser", async () => {
    const recipe =
      /```sql\n(create role evens_owner[^`]+)```/.exec(readFileSync("README.md", "utf8"))?.[1] ?? "";
    for (const line of recipe.split("\n")) {
      const statement = line.replace(/--.*$/, "").replace("'…'", "'secret'").trim();
      // The role belongs to the whole server, and is there.
      if (statement !== "" && !statement.startsWith("create role evens_app"))
        await database.asOwner(named(statement));
    }
    const [ownerUrl, appUrl] = [at("evens_owner"), at("evens_site")];
    expect((await migrate(ownerUrl)).warnings).toEqual([]);
    expect((await migrate(ownerUrl)).applied).toEqual([]);
    await connected(ownerUrl, async (owner) =>
      expect((await owner.query("select rolsuper from pg_roles where rolname = current_user")).rows).toEqual([
        { rolsuper: false },
      ]),
    );
    await connected(appUrl, async (app) => {
      expect(await loginExcess(app)).toBeNull();
      await app.query("set role evens_app");
      await app.query("select graphile_worker.add_job('settle-market', '{}')");
      expect((await app.query("select count(*)::int as players from player")).rows).toEqual([{ players: 0 }]);
      await expect(app.query("create temporary table mine (id int)")).rejects.toMatchObject({
        code: "42501",
      });
      await app.query("set role none");
      await expect(app.query("select from player")).rejects.toMatchObject({ code: "42501" });
    });
  });

  it("is named where its login may not take rights from everyone", async () => {
    await connected(
      Object.assign(new URL(database.ownerUrl), { pathname: `/evens_${suffix}` }).href,
      (owner) =>
        owner.query(`
        alter database evens_${suffix} owner to evens;
        grant create on database evens_${suffix} to ${named("evens_owner")};
        grant temporary on database evens_${suffix} to public;
        grant create on schema public to ${named("evens_owner")}`),
    );
    expect((await migrate(at("evens_owner"))).warnings).toEqual([
      expect.stringContaining(`revoke temporary on database evens_${suffix} from public`),
    ]);
  });
});

describe("a server from npm", () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "evens-logins-"));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));
  const started = async <T>(
    work: (server: Awaited<ReturnType<typeof startEmbeddedPostgres>>) => Promise<T>,
  ) => {
    const server = await startEmbeddedPostgres({ directory, port: await freePort(), volatile: true });
    try {
      return await work(server);
    } finally {
      await server.stop();
    }
  };

  it("gets the second login where it was set up with one, and keeps its data", async () => {
    await started(async ({ ownerUrl }) => {
      await migrate(ownerUrl);
      await connected(ownerUrl, async (owner) => {
        await owner.query("insert into sport (id, name) values ('kept', 'Kept')");
        // As it was before there were two.
        await owner.query("grant connect on database postgres, template1 to public");
        await owner.query("drop role evens_login");
      });
    });
    rmSync(join(directory, "app-password"));
    await started(async ({ ownerUrl, appUrl }) => {
      await migrate(ownerUrl);
      await connected(appUrl, async (app) => {
        await app.query("set role evens_app");
        expect((await app.query("select name from sport")).rows).toEqual([{ name: "Kept" }]);
      });
    });
    for (const file of ["password", "app-password"])
      expect(statSync(join(directory, file)).mode & 0o777, file).toBe(0o600);
  });

  it("undoes what the application's login changed about itself, and keeps it out of other databases", async () => {
    await started(async ({ appUrl }) =>
      connected(appUrl, async (app) => {
        await app.query("alter role evens_login password 'mine'");
        await app.query("alter role evens_login set default_transaction_read_only = on");
      }),
    );
    await started(async ({ appUrl }) => {
      await connected(appUrl, async (app) =>
        expect((await app.query("show default_transaction_read_only")).rows).toEqual([
          { default_transaction_read_only: "off" },
        ]),
      );
      for (const name of ["postgres", "template1"])
        await expect(
          connected(appUrl.replace(/\/evens$/, `/${name}`), async () => undefined),
        ).rejects.toMatchObject({ code: "42501" });
    });
  });

  it("lets nobody in without a password", async () => {
    const rules = readFileSync(join(directory, "data", "pg_hba.conf"), "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "" && !line.startsWith("#"));
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) expect(rule).toMatch(/scram-sha-256$/);
    await started(async ({ ownerUrl, appUrl }) => {
      for (const url of [ownerUrl, appUrl])
        await expect(
          connected(Object.assign(new URL(url), { password: "wrong" }).href, async () => undefined),
        ).rejects.toMatchObject({ code: "28P01" });
    });
  });
});

it("the processes of a start do not get the owner's login", () => {
  const script = `
    import { supervise } from "./scripts/start/children.ts";
    process.env.DATABASE_OWNER_URL = "postgresql://owner:secret@127.0.0.1/evens";
    const children = supervise();
    children.start({ name: "web", args: ["-e", "console.log('seen=' + process.env.DATABASE_OWNER_URL + '.')"], env: {} });
    setTimeout(() => process.exit(0), 3000);`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  expect(stdout).toContain("seen=.");
});
