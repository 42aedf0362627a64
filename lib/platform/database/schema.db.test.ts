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

// A difference is a change to every database: review it, then run `npm run schema:dump`.
it("is what schema.sql says", async () => {
  await expect(await dumpSchema(client)).toMatchFileSnapshot("schema.sql");
});
