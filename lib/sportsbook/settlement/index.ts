import { rows } from "#lib/platform/db.ts";
import { wakeRelay } from "#lib/platform/outbox.ts";
import { retrying } from "#lib/platform/transaction.ts";

/** How many bets one transaction settles: enough to be set-based, few enough to hold locks briefly. */
const BATCH = 2_000;

/**
 * Brings every bet on this market to what holds of it now: pays what its result decides, and takes back or pays anew what
 * a correction, a cancellation or a rollback changed. Safe to call at any time and any number of times, also by several
 * workers at once: a bet moves once a version. Returns how many legs it looked at.
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

/** Markets whose bets do not reflect what holds of them: what a crashed worker left. A schedule settles them. */
export const unsettledMarkets = async (limit = 500): Promise<string[]> => {
  const found = await rows<{ id: string }>(
    "select id from market where settled_through < settlement_version limit $1",
    [limit],
  );
  return found.map((row) => row.id);
};
