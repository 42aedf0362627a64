import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { declaredStatements, int8, statement, text } from "#lib/platform/database/statement.ts";
import { type Catalogue, differences, readCatalogue } from "#lib/platform/testing/check-statement.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";

let database: TestDatabase;
let client: pg.Client;
let catalogue: Catalogue;
beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.appUrl, options: "-c role=evens_app" });
  await client.connect();
  catalogue = await readCatalogue(client);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Every module that declares statements. */
const declare = async (): Promise<void> => {
  const modules = globSync("{lib,scripts,prisma}/**/*.ts", { exclude: ["lib/platform/generated/**"] });
  for (const file of modules)
    if (!file.endsWith(".test.ts") && /\bstatement\(\{/.test(readFileSync(file, "utf8")))
      await import(resolve(file));
};

const differing = async (): Promise<Record<string, string[]>> => {
  const found: Record<string, string[]> = {};
  for (const declared of declaredStatements()) {
    const wrong = await differences(client, declared, catalogue).catch((error: Error) => [error.message]);
    if (wrong.length > 0) found[declared.name ?? declared.text] = wrong;
  }
  return found;
};

it("declares the parameters and columns that each statement has", async () => {
  await declare();
  expect(declaredStatements().length).toBeGreaterThan(2);
  expect(await differing()).toEqual({});
});

it("gives no two prepared statements one name", () => {
  const names = declaredStatements().flatMap(({ name }) => name ?? []);
  expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
});

it("finds a wrong type, a missing and an undeclared column, an undeclared null, and what the server refuses", async () => {
  statement({
    name: "planted",
    text: "select s.id, s.ip, 1::bigint as n from session s where s.id = $1",
    params: [text, text],
    row: { id: int8, ip: text, gone: text },
  });
  statement({ name: "refused", text: "selec 1", params: [], row: {} });
  const found = await differing();
  expect(found.refused).toEqual(['syntax error at or near "selec"']);
  expect(found.planted).toEqual([
    "$1 is uuid, declared as text",
    "$2 is not there, declared as text",
    '"id" is uuid, declared as int8',
    '"ip" may be null, declared as never null',
    '"gone" is not there, declared as text',
    '"n" is int8, declared as nothing',
  ]);
});
