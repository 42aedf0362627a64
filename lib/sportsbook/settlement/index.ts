import { bool, int4, int8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { retrying } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";

export { payEarly } from "./early-payouts.ts";
export { type EffectRow, settlementEffect } from "./effect.ts";
export { voidByRule } from "./void-by-rule.ts";

/** How many bets one transaction settles: enough to be set-based, few enough to hold locks briefly. */
const BATCH = 2_000;
/** Transactions side by side, each with players of its own: one would leave the database's other cores idle. */
const LANES = 2;

const settleBatch = statement({
  name: "settle-market",
  text: "select * from settle_market($1, $2, $3, $4, $5)",
  params: [text, int4, nullable(uuid), int4, int4],
  row: { bets: int4, last: nullable(uuid), done: bool },
});

type Walked = { bets: number; done: boolean };

/**
 * Settles the market's bets of one lane. Returns how many it processed, and whether all bets of the market are
 * settled. It ends at once if another process works on the same lane, which does the rest.
 */
const walk = async (marketId: string, lane: number): Promise<Walked> => {
  let bets = 0;
  for (let after: string | null = null; ; ) {
    const batch: readonly [string, number, string | null, number, number] = [
      marketId,
      BATCH,
      after,
      lane,
      LANES,
    ];
    const taken = await retrying(() => settleBatch.first(batch));
    if (!taken) return { bets, done: false };
    if (taken.last === null) return { bets, done: taken.done };
    bets += taken.bets;
    after = taken.last;
    if (taken.bets > 0) scheduleRelay();
  }
};

/**
 * Settles every bet on this market by its effective result: pays newly decided bets, and reverses or corrects
 * payments after a correction, a cancellation or a rollback. Safe to call at any time and any number of times, also
 * by several workers at once: a bet is settled once per version, and of two workers in one lane one leaves the rest
 * to the other. Returns how many bets it processed.
 */
export const settleMarket = async (marketId: string): Promise<number> => {
  let bets = 0;
  for (;;) {
    const lanes = await Promise.all(Array.from({ length: LANES }, (_, lane) => walk(marketId, lane)));
    const looked = lanes.reduce((sum, walked) => sum + walked.bets, 0);
    bets += looked;
    // The lane that ends last sees the work of all. Not done: the result changed meanwhile, or other lanes are still
    // running.
    if (looked === 0 || lanes.some(({ done }) => done)) return bets;
  }
};

const unsettled = statement({
  text: "select id from market where settled_through < settlement_version limit $1",
  params: [int8],
  row: { id: text },
});

/** Markets whose bets do not reflect their effective result, as after a crash of a worker. A schedule settles them. */
export const unsettledMarkets = async (limit = 500): Promise<string[]> => {
  const found = await unsettled.all([limit]);
  return found.map((row) => row.id);
};
