import { z } from "zod";
import { env } from "#lib/platform/config/env.ts";
import { defineJob, type Sweep } from "#lib/platform/jobs/job.ts";
import type { Module } from "#lib/platform/module.ts";
import { log } from "#lib/platform/observability/log.ts";
import { BOOST_INVARIANTS } from "./betting/boosts/invariants.ts";
import * as bettingCommands from "./betting/commands/index.ts";
import { bettingEvents } from "./betting/events.ts";
import { exclusionSubscriber } from "./betting/exclusion-subscriber.ts";
import { FREE_BET_INVARIANTS } from "./betting/free-bets/invariants.ts";
import { expireFreeBets, forgetPlayerStakes, resolveOverdueBets, runCashOutOrders } from "./betting/index.ts";
import { BETTING_INVARIANTS } from "./betting/invariants.ts";
import { BETTING_DATA } from "./betting/personal-data.ts";
import { favouriteCommands, favouritesOf } from "./favourites/index.ts";
import { suspendOrphanedProviders } from "./feeds/index.ts";
import * as permissions from "./permissions.ts";
import { settlementEvents } from "./settlement/events.ts";
import { SETTLEMENT_INVARIANTS } from "./settlement/invariants.ts";
import {
  earlyPayoutsSweep,
  settleMarketJob,
  settlementSubscriber,
  unsettledMarketsSweep,
  voidByRuleJob,
} from "./settlement/jobs.ts";
import { expireBoosts, expirePrices, moveOwnEvents, tradingCommands } from "./trading/index.ts";

/** Deletes counters of stakes that no bet can meet any more. */
const forgetStakesJob = defineJob({
  name: "forget-player-stakes",
  payload: z.object({}),
  cron: "43 3 * * *",
  run: async () => {
    await forgetPlayerStakes();
    return undefined;
  },
});

/** A feeds process that died cannot suspend its own markets. */
const orphanedFeedsSweep: Sweep = {
  name: "orphaned-feeds",
  everyMs: 5_000,
  run: async () => {
    const providers = await suspendOrphanedProviders();
    if (providers.length > 0) log.error({ providers }, "feed lease expired; betting suspended");
    return undefined;
  },
};

/** The process that accepted a pending bet has so long to resolve it by itself. */
const OVERDUE_MS = 1_000;

/** Resolves pending bets whose own process is slow or gone. */
const overdueBetsSweep: Sweep = {
  name: "overdue-bets",
  everyMs: 500,
  run: async () => {
    const finished = await resolveOverdueBets(OVERDUE_MS);
    if (finished > 0) log.warn({ finished }, "overdue pending bets were resolved");
    return { overdueBetsFinished: finished };
  },
};

/** Ends manual prices whose time is over, on markets that nothing else moves. */
const expiredPricesSweep: Sweep = {
  name: "expired-prices",
  everyMs: 1_000,
  run: async () => {
    const ended = await expirePrices();
    return ended > 0 ? { pricesExpired: ended } : undefined;
  },
};

/** Begins and ends the events that staff entered. */
const ownEventsSweep: Sweep = {
  name: "own-events",
  everyMs: 1_000,
  run: async () => {
    const moved = await moveOwnEvents();
    return moved.length > 0 ? { ownEventsMoved: moved.length } : undefined;
  },
};

/** Ends boosts that no bet can be placed at any more. */
const expiredBoostsSweep: Sweep = {
  name: "expired-boosts",
  everyMs: 1_000,
  run: async () => {
    const ended = await expireBoosts();
    return ended > 0 ? { boostsExpired: ended } : undefined;
  },
};

/** Cashes out the bets whose players said at which amount. */
const cashOutOrdersSweep: Sweep = {
  name: "cash-out-orders",
  everyMs: 500,
  run: async () => {
    const ended = await runCashOutOrders();
    return ended > 0 ? { automaticCashOuts: ended } : undefined;
  },
};

/** Ends free bets whose time is over. */
const expireFreeBetsJob = defineJob({
  name: "expire-free-bets",
  payload: z.object({}),
  cron: "* * * * *",
  run: async () => {
    const freeBetsExpired = await expireFreeBets();
    return freeBetsExpired > 0 ? { freeBetsExpired } : undefined;
  },
});

export const sportsbook: Module = {
  name: "sportsbook",
  events: [...bettingEvents, ...settlementEvents],
  commands: { ...bettingCommands, ...favouriteCommands, ...tradingCommands },
  permissions: Object.values(permissions),
  panels: [
    { id: "trading", href: "/admin/trading", permission: permissions.marketsRead, position: 10 },
    { id: "referrals", href: "/admin/trading/referrals", permission: permissions.betsRefer, position: 15 },
    { id: "boosts", href: "/admin/trading/boosts", permission: permissions.marketsRead, position: 16 },
    { id: "bets", href: "/admin/bets", permission: permissions.betsRead, position: 20 },
    { id: "policy", href: "/admin/policy", permission: permissions.policyRead, position: 40 },
    { id: "feeds", href: "/admin/feeds", permission: permissions.feedsRead, position: 50 },
  ],
  subscribers: [settlementSubscriber, () => exclusionSubscriber],
  jobs: [settleMarketJob, voidByRuleJob, forgetStakesJob, expireFreeBetsJob],
  sweeps: [
    orphanedFeedsSweep,
    unsettledMarketsSweep,
    earlyPayoutsSweep,
    overdueBetsSweep,
    expiredPricesSweep,
    ownEventsSweep,
    expiredBoostsSweep,
    cashOutOrdersSweep,
  ],
  personalData: [...BETTING_DATA, { name: "favourites", read: favouritesOf }],
  invariants: {
    ...BETTING_INVARIANTS,
    ...FREE_BET_INVARIANTS,
    ...BOOST_INVARIANTS,
    ...SETTLEMENT_INVARIANTS,
  },
  transferCodes: {
    bet_stake: "stakes",
    bet_stake_settled: null,
    bet_return: "returns",
    bet_refund: "returns",
    bet_cash_out: "returns",
    bet_edit: "returns",
    bet_stake_settled_reversed: null,
    bet_return_reversed: "returns",
    bet_refund_reversed: "returns",
    early_payout_cost: null,
    early_payout_cost_returned: null,
    boost_cost: null,
    boost_cost_returned: null,
    free_bet_granted: null,
    free_bet_expired: null,
    free_bet_withdrawn: null,
    free_bet_covered: null,
  },
  partitions: [
    {
      what: "feeds",
      keepMonths: () => env().FEED_RETENTION_MONTHS,
    },
    {
      what: "bets",
      keepMonths: () => env().BET_RETENTION_MONTHS,
    },
  ],
};
