import { rows } from "#lib/platform/db.ts";
import { wakeRelay } from "#lib/platform/outbox.ts";
import { retrying } from "#lib/platform/transaction.ts";

/** How many bets one transaction settles: enough to be set-based, few enough to hold locks briefly. */
const BATCH = 2_000;

/**
 * Pays every bet that this market's result decides. Safe to call at any time and any number of times, also by several
 * workers at once: a bet is settled once a version. Returns how many legs got their result.
 */
export const settleMarket = async (marketId: string): Promise<number> => {
  let legs = 0;
  for (;;) {
    const [taken] = await retrying(() =>
      rows<{ legs: number }>("select settle_market($1, $2) as legs", [marketId, BATCH], "settle-market"),
    );
    if (!taken || taken.legs === 0) break;
    legs += taken.legs;
    wakeRelay();
  }
  return legs;
};

/** Markets that have a result and still open legs: what a crashed worker left. A schedule settles them. */
export const unsettledMarkets = async (limit = 500): Promise<string[]> => {
  const found = await rows<{ id: string }>(
    `select distinct m.id from bet_leg l join market m on m.id = l.market_id
      where l.result is null and m.status in (-3, -4) limit $1`,
    [limit],
  );
  return found.map((row) => row.id);
};
