import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

export type History = {
  bets: number;
  /** Whole months, the current one included, over which the bets are spread evenly. */
  months: number;
  players: number;
};

/**
 * Fills a fresh, migrated database with the past of a platform: bets that were placed, settled and paid, with everything that
 * they leave behind. Every invariant of the money holds. Ends with VACUUM ANALYZE.
 */
export const fillHistory = async (ownerUrl: string, { bets, months, players }: History): Promise<void> => {
  const client = new pg.Client({
    connectionString: ownerUrl,
    options:
      "-c synchronous_commit=off -c work_mem=256MB -c maintenance_work_mem=512MB -c temp_buffers=64MB -c jit=off",
  });
  client.on("notice", () => undefined);
  await client.connect();
  try {
    await client.query(await readFile(join(import.meta.dirname, "fill-history.sql"), "utf8"));
    await client.query("select testing_fill_history($1, $2, $3)", [bets, months, players]);
    await client.query("drop function testing_fill_history, testing_fill_month, testing_attach_month");
    await client.query("select ledger_roll_up()");
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
};
