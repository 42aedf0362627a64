import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { dumpSchema } from "./schema-dump.ts";

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

// What differs is what a change does to every database: look at it, then `npm run schema:dump`.
it("is what schema.sql says", async () => {
  await expect(await dumpSchema(client)).toMatchFileSnapshot("schema.sql");
});
