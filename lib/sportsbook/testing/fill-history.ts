import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

export type History = {
  bets: number;
  /** Whole months, the current one included, over which the bets are spread evenly. */
  months: number;
  players: number;
};

const SETTINGS =
  "-c synchronous_commit=off -c work_mem=256MB -c maintenance_work_mem=512MB -c temp_buffers=64MB -c jit=off";

/**
 * Fills a fresh, migrated database with the past of a platform: bets that were placed, settled and paid, with everything that
 * they leave behind. Every invariant of the money holds. Ends with VACUUM ANALYZE.
 */
export const fillHistory = async (ownerUrl: string, { bets, months, players }: History): Promise<void> => {
  const pool = new pg.Pool({ connectionString: ownerUrl, options: SETTINGS, max: 2 });
  try {
    await pool.query(await readFile(join(import.meta.dirname, "fill-history.sql"), "utf8"));
    await pool.query("select testing_fill_plan($1, $2, $3)", [bets, months, players]);
    await pool.query("analyze testing_stake, testing_account");
    await Promise.all([pool.query("select testing_fill_bets()"), pool.query("select testing_fill_money()")]);
    await pool.query(`
      drop function testing_fill_plan, testing_fill_bets, testing_fill_money, testing_fill_month, testing_attach_month,
        testing_attach_months;
      drop table testing_stake, testing_account`);
    await pool.query("select ledger_roll_up()");
    await pool.query("vacuum analyze");
  } finally {
    await pool.end();
  }
};
