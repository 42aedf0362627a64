import type pg from "pg";
import { bool, int4, int8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { announceEvents } from "#lib/sportsbook/markets/index.ts";
import { lockEventOf, marketNow, rewriteMarkets, saveSettings } from "./market.ts";

const release = statement({
  text: `
    update price_control set released_at = clock_timestamp(), released_by = $3
     where market_id = $1 and released_at is null and outcome_key = coalesce($2, outcome_key)`,
  params: [text, nullable(text), uuid],
  row: {},
});

/** Ends the manual price of one outcome, or with null of all. Returns how many there were. */
export const releasePrices = (
  tx: pg.PoolClient,
  marketId: string,
  outcomeKey: string | null,
  by: string,
): Promise<number> => release.run([marketId, outcomeKey, by], tx);

const insert = statement({
  text: `
    insert into price_control (market_id, outcome_key, odds, below_fair, expires_at, by)
    values ($1, $2, $3, $4, clock_timestamp() + make_interval(mins => $5), $6)`,
  params: [text, text, int8, bool, nullable(int4), uuid],
  row: {},
});

type NewPrice = {
  marketId: string;
  outcomeKey: string;
  odds: bigint;
  belowFair: boolean;
  minutes: number | null;
};

/** Puts a manual price in force, instead of the one before. */
export const putPrice = async (tx: pg.PoolClient, price: NewPrice, by: string): Promise<void> => {
  const { marketId, outcomeKey, odds, belowFair, minutes } = price;
  await releasePrices(tx, marketId, outcomeKey, by);
  await insert.run([marketId, outcomeKey, odds, belowFair, minutes, by], tx);
};

const overdue = statement({
  text: `
    select distinct market_id as "marketId" from price_control
     where released_at is null and expires_at <= clock_timestamp() order by 1 limit 200`,
  params: [],
  row: { marketId: text },
});

const expire = statement({
  text: `
    update price_control set released_at = clock_timestamp()
     where market_id = $1 and released_at is null and expires_at <= clock_timestamp()`,
  params: [text],
  row: {},
});

/**
 * Ends the manual prices whose time is over and returns their markets to the feed's or the model's. The feed's next
 * message does so too; this is for markets that nothing else moves. Returns how many prices it ended.
 */
export const expirePrices = async (): Promise<number> => {
  let ended = 0;
  for (const { marketId } of await overdue.all([])) {
    const { eventIds, prices } = await transaction(async (tx) => {
      await lockEventOf(tx, marketId);
      const prices = await expire.run([marketId], tx);
      const market = await marketNow(tx, marketId);
      if (prices === 0 || !market) return { eventIds: [], prices: 0 };
      await saveSettings(tx, market, null);
      return { eventIds: await rewriteMarkets(tx, [marketId]), prices };
    });
    await announceEvents(eventIds);
    ended += prices;
  }
  return ended;
};
