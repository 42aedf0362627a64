import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { sql, sqlStateOf } from "./db.ts";
import { leavePrisma } from "./prisma-in-transaction.ts";

const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";
const ATTEMPTS_MAX = 4;

const mayRetry = (error: unknown): boolean => {
  const code = sqlStateOf(error);
  return code === SERIALIZATION_FAILURE || code === DEADLOCK;
};

/** Runs the work again, three times at most and with jitter, if the database chose it as a deadlock victim. */
export const retrying = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!mayRetry(error) || attempt === ATTEMPTS_MAX) throw error;
      await sleep(5 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
};

/** If an answer did not arrive, waiting for another is pointless: the server rolls back when the connection closes. */
const rolledBack = async (client: pg.PoolClient, error: unknown): Promise<boolean> => {
  if ((error as Error).message === "Query read timeout") return false;
  return client.query("rollback").then(
    () => true,
    () => false,
  );
};

/** Runs the work in one transaction: commits all of it or nothing. No network calls inside. */
export const transaction = <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
  retrying(async () => {
    const client = await sql().connect();
    try {
      await client.query("begin");
      const value = await work(client);
      await client.query("commit");
      leavePrisma(client);
      client.release();
      return value;
    } catch (error) {
      leavePrisma(client);
      client.release(!(await rolledBack(client, error)));
      throw error;
    }
  });
