import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { closeDatabase } from "../db.ts";

export type TestDatabase = {
  /** Owner's connection string on this file's own database. */
  ownerUrl: string;
  /** One statement as the owner. */
  asOwner<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
};

const once = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/**
 * A migrated database of this test file alone, cloned from the template, and the environment pointing at it.
 * Call in beforeAll; `drop` in afterAll.
 */
export const testDatabase = async (): Promise<TestDatabase> => {
  const templateUrl = inject("templateUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const adminUrl = templateUrl.replace(/\/evens$/, "/postgres");
  await once(adminUrl, async (client) => {
    await client.query("select pg_advisory_lock(1)");
    await client.query(`create database ${name} template evens`);
  });
  const ownerUrl = templateUrl.replace(/\/evens$/, `/${name}`);
  process.env.DATABASE_URL = ownerUrl;
  process.env.AUTH_SECRET ??= "test-secret-test-secret-test-secret";
  process.env.LOG_LEVEL ??= "silent";
  return {
    ownerUrl,
    asOwner: (text, values) => once(ownerUrl, async (client) => (await client.query(text, values)).rows),
    drop: async () => {
      await closeDatabase();
      await once(adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
};
