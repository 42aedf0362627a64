import { reasonLine } from "#lib/audit/index.ts";
import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { announceEvents, applyBook } from "#lib/sportsbook/markets/index.ts";
import { marketsSettle } from "#lib/sportsbook/permissions.ts";
import { settlementIsLarge } from "../approvals/second-person.ts";
import { marketDecided } from "../events.ts";
import {
  SettleManuallyInput,
  type SettlementAction,
  type SettlementEffect,
  type SettleRefusal,
} from "../schema.ts";
import type { EffectiveResult } from "../settlement-entries.ts";
import { lockEventOfMarket, marketNow, planSettlement } from "../settlement-plan.ts";

const ACTION: Record<SettlementAction["kind"], string> = {
  result: "market.settle",
  confirm: "market.confirm",
  rollback_result: "market.rollback",
  cancel: "market.cancel",
  rollback_cancel: "market.restore",
};

const asState = ({ status, settlement_version, certainty, outcomes, cancels }: EffectiveResult) => ({
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
 * Settles a market manually: sets, confirms or rolls back a result, cancels the market or the bets of a period, or
 * rolls a cancellation back. The entry goes into the settlement journal and outranks the feed's; the settlement
 * applies it. Refuses with the new preview if the market or its bets have changed since `seen`, and a result before
 * the end of the event without `beforeTheEnd`.
 */
export const settleManually = defineCommand({
  name: "market.settle",
  summary: "Gives, confirms or takes back a market's result, cancels its bets or takes that back.",
  actor: "staff",
  permission: marketsSettle,
  idempotency: "key",
  input: SettleManuallyInput,
  refusals: {
    unknown_market: 404,
    outcomes_incomplete: 422,
    needs_one_winner: 422,
    needs_two_winners: 422,
    needs_opposites: 422,
    needs_all_places: 422,
    event_not_over: 409,
    nothing_to_confirm: 409,
    nothing_to_roll_back: 409,
    window_empty: 422,
    effect_changed: 409,
  },
  audit: ({ marketId, action, reason, note }) => ({
    action: ACTION[action.kind],
    subject: `market:${marketId}`,
    reason: reasonLine(reason, note),
  }),
  fourEyes: async (input, { staffId }) =>
    (await settlementIsLarge(staffId, input))
      ? { subject: `market:${input.marketId}`, reason: reasonLine(input.reason, input.note) }
      : null,
  run: async ({ input, actor, tx, onCommit }): Promise<Outcome<SettlementEffect[], SettleRefusal>> => {
    const { marketId, action, seen, beforeTheEnd } = input;
    await lockEventOfMarket.run([marketId], tx);
    const planned = await planSettlement(actor.staffId, { marketId, action }, tx);
    if (!planned.ok) return planned;
    const { market, change, preview } = planned.value;
    if (action.kind === "result" && !market.eventOver && !beforeTheEnd)
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
