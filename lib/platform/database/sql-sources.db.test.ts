import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { migrate } from "./migrate.ts";
import { applySources, readSources, type SqlSource } from "./sql-sources.ts";

let database: TestDatabase;
let client: pg.Client;
let real: SqlSource[];
beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  real = await readSources();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const source = (name: string, text: string): SqlSource => ({
  name,
  path: `test/${name}.sql`,
  text,
  checksum: text,
});

const apply = async (...sources: SqlSource[]): Promise<string[]> => {
  await client.query("begin");
  try {
    const applied = await applySources(client, [...real, ...sources]);
    await client.query("commit");
    return applied;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
};
const value = async (expression: string) =>
  (await client.query<{ value: unknown }>(`select ${expression} as value`)).rows[0]?.value;
const overloads = () =>
  value("array(select oid::regprocedure::text from pg_proc where proname = 'demo' order by 1)");

const demo = (text: string) => source("demo", text);
const one = demo("create or replace function demo() returns int language sql as 'select 1'");

it("runs a source when it changed and only then", async () => {
  expect(await apply()).toEqual([]);
  expect(await apply(one)).toEqual(["demo"]);
  expect(await apply(one)).toEqual([]);
  expect(await apply(demo(one.text.replace("select 1", "select 2")))).toEqual(["demo"]);
  expect(await value("demo()")).toBe(2);
});

it("drops what has no source any more, with the triggers that call it", async () => {
  await client.query("create table demo_table (id int)");
  const trigger = demo(
    `create or replace function demo() returns trigger language plpgsql as 'begin new.id := 7; return new; end';
     create or replace trigger demo before insert on demo_table for each row execute function demo()`,
  );
  await apply(trigger);
  await client.query("insert into demo_table values (1)");
  expect(await value("(select id from demo_table)")).toBe(7);
  expect(await apply()).toEqual(["demo"]);
  expect(await overloads()).toEqual([]);
  await client.query("insert into demo_table values (1)");
  await client.query("drop table demo_table");
});

describe("a changed signature", () => {
  it("leaves no overload behind", async () => {
    await apply(one);
    await apply(demo("create or replace function demo(n int) returns int language sql as 'select n'"));
    expect(await overloads()).toEqual(["demo(integer)"]);
    await apply(demo("create or replace function demo(n int) returns text language sql as 'select n::text'"));
    expect(await value("demo(3)")).toBe("3");
    await apply();
  });

  it("makes what depends on it again, whatever the order of the files", async () => {
    const first = source("a_view", "create or replace view a_view as select * from z_view");
    const last = source("z_view", "create or replace view z_view as select demo() as n");
    await apply(first, last, one);
    expect(await value("(select n from a_view)")).toBe(1);
    await apply(
      first,
      last,
      demo("create or replace function demo() returns text language sql as 'select ''x'''"),
    );
    expect(await value("(select n from a_view)")).toBe("x");
    await apply();
    expect(await value("to_regclass('a_view')")).toBeNull();
  });

  it("keeps the grants of all others", async () => {
    const acls = () =>
      value("(select jsonb_object_agg(oid::regprocedure, proacl::text) from pg_proc where prosecdef)");
    const before = await acls();
    await apply(one, source("z_view", "create or replace view z_view as select demo() as n"));
    await apply(
      demo("create or replace function demo() returns text language sql as 'select ''x'''"),
      source("z_view", "create or replace view z_view as select demo() as n"),
    );
    await apply();
    expect(await acls()).toEqual(before);
  });

  it("is refused where a table depends on the function", async () => {
    await apply(one);
    await client.query("create table demo_table (id int default demo())");
    await expect(
      apply(demo("create or replace function demo() returns text language sql as 'select ''x'''")),
    ).rejects.toThrow("demo_table");
    expect(await value("demo()")).toBe(1);
    await client.query("drop table demo_table");
    await apply();
  });
});

it("takes a grant away that the source no longer makes", async () => {
  const granted = `${one.text.replace("language sql", "language sql security definer")};`;
  await apply(demo(`${granted} grant execute on function demo to evens_app`));
  expect(await value("has_function_privilege('evens_app', 'demo()', 'execute')")).toBe(true);
  await apply(demo(granted));
  expect(await value("has_function_privilege('evens_app', 'demo()', 'execute')")).toBe(false);
  await apply();
});

it("changes nothing when a source fails, and names its file", async () => {
  await expect(
    apply(one, source("wrong", "create or replace view wrong as select no_such_function()")),
  ).rejects.toThrow("test/wrong.sql");
  await expect(apply(one, source("wrong", "select 1"))).rejects.toThrow("test/wrong.sql");
  expect(await overloads()).toEqual([]);
});

describe("a new migration", () => {
  const folder = join(tmpdir(), `evens-migrations-${process.pid}`);
  const add = async (name: string, script: string): Promise<void> => {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, "migration.sql"), script);
  };
  const run = () => migrate(database.ownerUrl, { migrations: folder });
  beforeAll(() => cp("prisma/migrations", folder, { recursive: true }));
  afterAll(() => rm(folder, { recursive: true }));

  it("may change columns that views read, and takes functions along that it drops", async () => {
    await add("90000000000001_change", "alter table ledger_account alter column kind type varchar(40)");
    await add("90000000000002_drop", "drop function detached_until cascade");
    expect(await run()).toMatchObject({ applied: ["90000000000001_change", "90000000000002_drop"] });
    expect(await value("(select count(*)::int from house)")).toBe(0);
    expect(await value("detached_until('bet')")).toBeDefined();
  });

  it("changes nothing when it or a later one fails", async () => {
    await add("90000000000003_more", "create table demo_table (id int)");
    await add("90000000000004_wrong", "create table demo_table (id int)");
    await expect(run()).rejects.toThrow("90000000000004_wrong");
    expect(await value("to_regclass('demo_table')")).toBeNull();
    expect(await value("to_regclass('house')::text")).toBe("house");
  });
});

it("processes that start together make everything once", async () => {
  const name = `${new URL(database.ownerUrl).pathname.slice(1)}_new`;
  await database.asOwner(`create database ${name}`);
  const url = `${database.ownerUrl}_new`;
  const reports = await Promise.all([migrate(url), migrate(url), migrate(url)]);
  expect(reports.map(({ objects }) => objects.length).sort((a, b) => a - b)).toEqual([0, 0, real.length]);
  await database.asOwner(`drop database ${name} with (force)`);
});
