import { z } from "zod";
import { defineJob, type JobQueue, type Sweep } from "#lib/platform/jobs/job.ts";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import type { Subscriber } from "#lib/platform/messaging/relay.ts";
import { marketResettled, marketSettled } from "./events.ts";
import { payEarly, settleMarket, unsettledMarkets, voidByRule } from "./index.ts";

/** The effective result of a market has changed: settles its bets. */
export const settleMarketJob = defineJob({
  name: "settle-market",
  payload: z.object({ marketId: z.string() }),
  run: async ({ marketId }) => ({ legsSettled: await settleMarket(marketId), marketsSettled: 1 }),
});

/** Voids bets on events that were abandoned or did not begin in time. */
export const voidByRuleJob = defineJob({
  name: "void-by-rule",
  payload: z.object({}),
  cron: "*/5 * * * *",
  run: async () => {
    await voidByRule();
    return undefined;
  },
});

const queueSettlement = (queue: JobQueue, marketId: string): Promise<void> =>
  queue.add(settleMarketJob, { marketId }, { key: `settle:${marketId}` });

/** Settles the bets of markets that have a new effective result. */
export const settlementSubscriber = (queue: JobQueue): Subscriber => ({
  name: "settlement",
  audiences: ["settlement"],
  handle: async (events) => {
    for (const event of events) {
      const market = payloadOf(event, marketSettled) ?? payloadOf(event, marketResettled);
      if (market) await queueSettlement(queue, market.marketId);
    }
  },
});

/** Pays bets on a side that leads by as much as the policy says. */
export const earlyPayoutsSweep: Sweep = {
  name: "early-payouts",
  everyMs: 1_000,
  run: async () => {
    const outcomes = await payEarly();
    return outcomes > 0 ? { outcomesPaidEarly: outcomes } : undefined;
  },
};

/** A worker that died during a job leaves it locked for hours: the market itself shows that it is not settled. */
export const unsettledMarketsSweep: Sweep = {
  name: "unsettled-markets",
  everyMs: 5_000,
  run: async (queue) => {
    for (const marketId of await unsettledMarkets()) await queueSettlement(queue, marketId);
    return undefined;
  },
};
