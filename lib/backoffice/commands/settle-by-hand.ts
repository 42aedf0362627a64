import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { announceEvents, applyBook } from "#lib/sportsbook/markets/index.ts";
import { marketsSettle } from "#lib/sportsbook/permissions.ts";
import { marketDecided } from "../events.ts";
import { reasonLine } from "../reason-line.ts";
import {
  SettleByHandInput,
  type SettlementDeed,
  type SettlementEffect,
  type SettleRefusal,
} from "../schema.ts";
import { lockEventOfMarket, marketNow, planSettlement } from "../settlement-plan.ts";
import type { Standing } from "../settlement-words.ts";

const ACTION: Record<SettlementDeed["kind"], string> = {
  result: "market.settle",
  confirm: "market.confirm",
  rollback_result: "market.rollback",
  cancel: "market.cancel",
  rollback_cancel: "market.restore",
};

const asState = ({ status, settlement_version, certainty, outcomes, cancels }: Standing) => ({
  status,
  settlementVersion: settlement_version,
  certainty,
  outcomes,
  cancels,
});

const asText = (effect: SettlementEffect) =>
  Object.fromEntries(
    Object.entries(effect).map(([name, value]) => [
      name,
      typeof value === "bigint" ? value.toString() : value,
    ]),
  );

/**
 * Settles a market by hand: gives, confirms or takes back a result, cancels the market or the bets of a time, or takes
 * that back. The decision goes into the settlement journal and outranks the feed's; the settlement carries it out. Refuses
 * with the new preview when the market or its bets have moved since `seen`, and a result of an event that is not over unless
 * `beforeTheEnd` says that this is known.
 */
export const settleByHand = defineCommand({
  name: "market.settle",
  summary: "Gives, confirms or takes back a market's result, cancels its bets or takes that back.",
  actor: "staff",
  permission: marketsSettle,
  idempotency: "key",
  input: SettleByHandInput,
  refusals: {
    unknown_market: 404,
    outcomes_incomplete: 422,
    needs_one_winner: 422,
    needs_two_winners: 422,
    needs_opposites: 422,
    event_not_over: 409,
    nothing_to_confirm: 409,
    nothing_to_roll_back: 409,
    window_empty: 422,
    effect_changed: 409,
  },
  audit: ({ marketId, deed, reason, note }) => ({
    action: ACTION[deed.kind],
    subject: `market:${marketId}`,
    reason: reasonLine(reason, note),
  }),
  run: async ({ input, actor, tx, onCommit }): Promise<Outcome<SettlementEffect[], SettleRefusal>> => {
    const { marketId, deed, seen, beforeTheEnd } = input;
    await lockEventOfMarket.run([marketId], tx);
    const planned = await planSettlement(actor.staffId, { marketId, deed }, tx);
    if (!planned.ok) return planned;
    const { market, change, preview } = planned.value;
    if (deed.kind === "result" && !market.eventOver && !beforeTheEnd)
      return refuse({ code: "event_not_over" });
    if (preview.seen !== seen) return refuse({ code: "effect_changed", preview });
    await applyBook([change], tx);
    const after = await marketNow(tx, marketId);
    onCommit(scheduleRelay);
    onCommit(() => announceEvents([market.event_id]));
    await publish(tx, marketDecided, { subject: `market:${marketId}` });
    return changed(preview.effects, {
      before: asState(market),
      after: { ...(after && asState(after)), effects: preview.effects.map(asText) },
    });
  },
});
