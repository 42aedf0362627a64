import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "#lib/platform/database/db.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

type Delegate = { findFirst(): Promise<unknown> };

it("describes the tables as the migrations make them", async () => {
  const delegates = Object.entries(db()).filter(
    ([name, value]) =>
      !name.startsWith("_") && !name.startsWith("$") && typeof (value as Delegate)?.findFirst === "function",
  ) as [string, Delegate][];
  expect(delegates.length).toBeGreaterThan(20);
  for (const [name, delegate] of delegates) {
    await expect(delegate.findFirst(), name).resolves.toBeDefined();
  }
});

it("leaves out no table", async () => {
  const tables = await database.asOwner<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('_prisma_migrations', 'sql_object') order by 1",
  );
  const known = Object.keys(db()).map((name) => name.toLowerCase());
  expect(tables.map(({ name }) => name).filter((name) => !known.includes(name.replaceAll("_", "")))).toEqual(
    [],
  );
});
