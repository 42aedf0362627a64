import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";

/**
 * `columns.txt` says of every column that says something about a person what becomes of it. The columns that it does not name are said to be
 * no such thing by `others.txt`, so that a new column is in neither and has to be decided on.
 */
const FATES = ["erase", "pseudonym", "keep", "secret"];

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const linesOf = (file: string): string[] =>
  readFileSync(join(import.meta.dirname, file), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));

it("classifies every column of the schema", async () => {
  const columns = await database.asOwner<{ name: string }>(`
    select c.relname || '.' || a.attname as name
      from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and a.attnum > 0 and not a.attisdropped
       and c.relname not in ('_prisma_migrations', 'sql_object')
     order by 1`);
  const personal = linesOf("columns.txt").map((line) => line.split(/\s+/) as [string, string]);
  for (const [name, fate] of personal) expect([name, FATES.includes(fate)]).toEqual([name, true]);
  const known = [...personal.map(([name]) => name), ...linesOf("others.txt")].toSorted();
  expect(known).toEqual([...new Set(known)]);
  expect(known, "decide on what is new in prisma/privacy").toEqual(
    columns.map(({ name }) => name).toSorted(),
  );
});
