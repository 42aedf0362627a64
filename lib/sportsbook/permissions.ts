import { definePermission } from "#lib/platform/permission.ts";

export const marketsRead = definePermission("markets:read", ["trader", "settlement", "risk", "auditor"]);
export const marketsSuspend = definePermission("markets:suspend", ["trader", "risk"]);
export const marketsPrice = definePermission("markets:price", ["trader"]);
export const eventsWrite = definePermission("events:write", ["trader"]);
export const marketsSettle = definePermission("markets:settle", ["settlement"]);
export const betsRead = definePermission("bets:read", ["trader", "settlement", "risk", "support", "auditor"]);
export const betsRefer = definePermission("bets:refer", ["trader"]);
export const freeBetsGrant = definePermission("free-bets:grant", ["support", "risk"]);
export const betsVoid = definePermission("bets:void", ["settlement"]);
export const policyRead = definePermission("policy:read", ["trader", "risk", "auditor"]);
export const policyWrite = definePermission("policy:write", ["risk"]);
export const feedsRead = definePermission("feeds:read", ["trader", "settlement", "risk", "auditor"]);
