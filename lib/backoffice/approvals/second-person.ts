import type { z } from "zod";
import { rateOf } from "#lib/core/exchange.ts";
import { isCurrency, maxBigint, parseMinor } from "#lib/core/money.ts";
import { latestRates } from "#lib/ledger/index.ts";
import { db, sql } from "#lib/platform/database/db.ts";
import { parsePolicy } from "#lib/sportsbook/betting/index.ts";
import type { GrantFreeBetInput, PolicyRules } from "#lib/sportsbook/betting/schema.ts";
import type {
  ChangePolicyInput,
  RecordExchangeRateInput,
  SettleEventInput,
  SettleManuallyInput,
  SettlementEffect,
  VoidBetInput,
} from "../schema.ts";
import { planEventSettlement } from "../settle-event/plan.ts";
import { planSettlement } from "../settlement-plan.ts";
import { previewVoidBet } from "../void-effect.ts";
import { FOUR_EYES, inBase, jumps, raisesLimits } from "./rules.ts";

const newestRules = async (): Promise<PolicyRules | null> => {
  const newest = await db().sportsbookPolicyView.findFirst({
    select: { version: true, rules: true },
    orderBy: { version: "desc" },
  });
  return newest && parsePolicy(newest.version, newest.rules).rules;
};

const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

const moved = ({ paid, takenBack, house }: SettlementEffect): bigint =>
  [size(paid), size(takenBack), size(house)].reduce(maxBigint);

const movedInBase = (effects: readonly SettlementEffect[], rules: PolicyRules): bigint =>
  effects.reduce((sum, effect) => sum + inBase(moved(effect), effect.currency, rules), 0n);

/** Whether a manual settlement moves so much money that a second person approves it. What cannot be planned is refused when it runs. */
export const settlementIsLarge = async (
  staffId: string,
  { marketId, action }: SettleManuallyInput,
): Promise<boolean> => {
  const [rules, planned] = await Promise.all([
    newestRules(),
    planSettlement(staffId, { marketId, action }, sql()),
  ]);
  if (!planned.ok || !rules) return false;
  return movedInBase(planned.value.preview.effects, rules) >= FOUR_EYES.settlement;
};

/** The same for the settlement of a whole event. */
export const eventSettlementIsLarge = async (staffId: string, input: SettleEventInput): Promise<boolean> => {
  const [rules, planned] = await Promise.all([newestRules(), planEventSettlement(staffId, input, sql())]);
  if (!planned.ok || !rules) return false;
  return movedInBase(planned.value.preview.effects, rules) >= FOUR_EYES.settlement;
};

/** Whether a free bet is so large that a second person approves it. What cannot be granted is refused when it runs. */
export const freeBetIsLarge = async ({ playerId, amount }: GrantFreeBetInput): Promise<boolean> => {
  const [rules, player] = await Promise.all([
    newestRules(),
    db().playersPlayerView.findUnique({ select: { currency: true }, where: { id: playerId } }),
  ]);
  if (!rules || !player || !isCurrency(player.currency)) return false;
  const minor = parseMinor(amount, player.currency);
  return minor !== null && inBase(minor, player.currency, rules) >= FOUR_EYES.freeBet;
};

/** Whether the bet to be voided is so large that a second person approves it. */
export const voidIsLarge = async ({ betId }: VoidBetInput): Promise<boolean> => {
  const [rules, effect] = await Promise.all([newestRules(), previewVoidBet(betId)]);
  if (!rules || !effect) return false;
  const amount = maxBigint(effect.refundedStake, effect.returnBefore);
  return inBase(amount, effect.currency, rules) >= FOUR_EYES.voidBet;
};

/** Whether the policy raises a limit so far that a second person approves it. */
export const policyRaisesLimits = async ({ rules }: ChangePolicyInput): Promise<boolean> => {
  const before = await newestRules();
  return before !== null && raisesLimits(before, rules);
};

/** Whether the rate differs so much from the one in force that a second person approves it. */
export const rateJumps = async ({
  base,
  quote,
  rate,
}: z.output<typeof RecordExchangeRateInput>): Promise<boolean> => {
  const before = (await latestRates()).find((row) => row.base === base && row.quote === quote);
  const [was, is] = [rateOf(before?.rate ?? ""), rateOf(rate)];
  return was !== null && is !== null && jumps(was, is);
};
