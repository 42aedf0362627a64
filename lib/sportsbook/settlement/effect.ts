import type pg from "pg";
import { sql } from "#lib/platform/database/db.ts";
import type { BookChange } from "#lib/sportsbook/markets/schema.ts";

/** What one currency's bets come to, in minor units. */
export type EffectRow = {
  currency: string;
  touched: bigint;
  settled: bigint;
  corrected: bigint;
  reopened: bigint;
  goes_on: bigint;
  paid: bigint;
  taken_back: bigint;
  house: bigint;
  owed: bigint;
  owing: bigint;
  repaid: bigint;
};

/**
 * What `change` would do to the bets on one market, were it applied and settled now. Counted with the functions that then
 * do it; writes nothing and locks nothing, so it may be asked at any time and of a market of any size.
 */
export const settlementEffect = async (
  marketId: string,
  change: BookChange,
  client: pg.Pool | pg.PoolClient = sql(),
): Promise<EffectRow[]> =>
  (
    await client.query<EffectRow>("select * from settlement_effect($1, $2::jsonb)", [
      marketId,
      JSON.stringify(change),
    ])
  ).rows;
