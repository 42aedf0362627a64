import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";

let database: TestDatabase;
let app: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const connect = async (): Promise<void> => {
  app = new pg.Client({ connectionString: database.appUrl, options: "-c role=evens_app" });
  await app.connect();
};

type Definer = { name: string; path: string[] | null; application: boolean; everyone: boolean };

const OURS = `
  p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
  and p.pronamespace::regnamespace::text not like 'pg\\_%'`;

const definers = (): Promise<Definer[]> =>
  database.asOwner<Definer>(
    `select p.oid::regprocedure::text as name, p.proconfig as path, has_function_privilege('evens_app', p.oid, 'execute') as application
       from pg_proc p where p.prosecdef and ${OURS} order by 1`,
  );

const sources = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/\.test\.ts$|testing|generated/.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");

describe("functions with their owner's rights", () => {
  it("search no schema of the caller's", async () => {
    const found = await definers();
    expect(found.length).toBeGreaterThan(15);
    const path = "search_path=pg_catalog, public, pg_temp";
    const wrong = found.filter((definer) => !definer.path?.includes(path)).map(({ name }) => name);
    expect(wrong, 'each needs "set search_path = pg_catalog, public, pg_temp"').toEqual([]);
  });

  it("are granted to the application only where its code calls them", async () => {
    const code = sources("lib");
    const uncalled = (await definers())
      .filter(({ application }) => application)
      .map(({ name }) => name.slice(0, name.indexOf("(")))
      .filter((name) => !new RegExp(`\\b${name}\\(`).test(code));
    expect(uncalled, "revoke execute from evens_app, or call them").toEqual([]);
  });
});

it("leaves no function executable by everyone", async () => {
  const open = await database.asOwner<{ name: string }>(
    `select p.oid::regprocedure::text as name from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
      where ${OURS} and a.grantee = 0 and a.privilege_type = 'EXECUTE' order by 1`,
  );
  expect(open, 'each needs "revoke execute on function … from public"').toEqual([]);
});

it("makes new functions executable by nobody but their owner", async () => {
  await database.asOwner(
    "create function made_later() returns int language sql security definer as 'select 1'",
  );
  await connect();
  await expect(app.query("select made_later()")).rejects.toMatchObject({ code: "42501" });
  await app.end();
  await database.asOwner("drop function made_later()");
});

describe("a temporary table in the place of one that a function writes to", () => {
  afterEach(() => app.end());

  it("cannot be made by the application", async () => {
    await connect();
    await expect(app.query("create temporary table ledger_account (id bigint)")).rejects.toMatchObject({
      code: "42501",
    });
    await expect(
      app.query("create function pg_temp.thief() returns int language sql as 'select 1'"),
    ).rejects.toMatchObject({ code: "42501" });
    await expect(app.query("create table mine (id int)")).rejects.toMatchObject({ code: "42501" });
  });

  it("is not found by the function even where an operator allows temporary tables", async () => {
    const [{ name }] = (await database.asOwner<{ name: string }>("select current_database() as name")) as [
      { name: string },
    ];
    await database.asOwner(`
      grant temporary on database ${name} to public;
      create function careless(p_detail text) returns void language sql security definer set search_path = public as
        $$ insert into ledger_account (kind, currency, detail) values ('adjustments', 'EUR', p_detail) $$;
      grant execute on function careless to evens_app`);
    await connect();
    await app.query(`
      create temporary table loot (taken_as text);
      create temporary table ledger_account (like public.ledger_account including all);
      create function pg_temp.thief() returns trigger language plpgsql as $$
      begin
        insert into pg_temp.loot values (current_user);
        return new;
      end $$;
      create trigger thief before insert on pg_temp.ledger_account for each row execute function pg_temp.thief();
      grant all on pg_temp.ledger_account, pg_temp.loot to public;
      grant execute on function pg_temp.thief() to public`);
    const loot = async () => (await app.query("select taken_as from pg_temp.loot")).rows;

    await app.query("select ledger_account_for('adjustments', null, 'EUR', 'case-28')");
    expect(await loot()).toEqual([]);
    expect(await database.asOwner("select from ledger_account where detail = 'case-28'")).toHaveLength(1);

    await app.query("select careless('case-28-careless')");
    expect(await loot(), "the attack itself works").toEqual([{ taken_as: "evens" }]);
    await database.asOwner(
      `drop function careless; revoke temporary on database ${name} from public; delete from ledger_account where detail = 'case-28'`,
    );
  });
});
