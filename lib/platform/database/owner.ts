import pg from "pg";
import { env } from "../config/env.ts";

/**
 * One transaction as the owner of the tables, over a connection of its own. For the starter, the seed and tools: a process that
 * serves has no such login. bigint columns are text here.
 */
export const asOwner = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const { DATABASE_URL, DATABASE_OWNER_URL = DATABASE_URL } = env();
  const client = new pg.Client({ connectionString: DATABASE_OWNER_URL, application_name: "evens-owner" });
  await client.connect();
  try {
    await client.query("begin");
    const value = await work(client);
    await client.query("commit");
    return value;
  } finally {
    await client.end();
  }
};

/** One statement as the owner of the tables. */
export const ownerRows = async <Row extends pg.QueryResultRow>(
  text: string,
  values: unknown[] = [],
): Promise<Row[]> => asOwner(async (client) => (await client.query<Row>(text, values)).rows);
