import { reasonLine } from "#lib/audit/index.ts";
import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { announceEvents, applyBook } from "#lib/sportsbook/markets/index.ts";
import { marketsSettle } from "#lib/sportsbook/permissions.ts";
import { eventSettlementIsLarge } from "../approvals/second-person.ts";
import { marketDecided } from "../events.ts";
import {
  type EventSettlementPreview,
  type PreviewEventSettlementInput,
  SettleEventInput,
  type SettleEventRefusal,
} from "../schema.ts";
import { lockEvent, planEventSettlement } from "../settle-event/plan.ts";

const isRollback = ({ decisions }: PreviewEventSettlementInput): boolean =>
  decisions.every(({ action }) => action.kind === "rollback_result");

/**
 * Settles markets of one event by one decision, or rolls their results back: all of them under one lock of the event, or none.
 * Each is a settlement by hand, with its entry in the journal. Refuses with the new preview if a market or its bets have
 * changed since `seen`, and results before the end of the event without `beforeTheEnd`.
 */
export const settleEvent = defineCommand({
  name: "event.settle",
  summary: "Gives the markets of an event their results, or takes them back, all at once.",
  actor: "staff",
  permission: marketsSettle,
  idempotency: "key",
  input: SettleEventInput,
  refusals: { unknown_event: 404, market_refused: 422, event_not_over: 409, effect_changed: 409 },
  audit: (input) => ({
    action: isRollback(input) ? "event.rollback" : "event.settle",
    subject: `event:${input.eventId}`,
    reason: reasonLine(input.reason, input.note),
  }),
  fourEyes: async (input, { staffId }) =>
    (await eventSettlementIsLarge(staffId, input))
      ? { subject: `event:${input.eventId}`, reason: reasonLine(input.reason, input.note) }
      : null,
  run: async ({
    input,
    actor,
    tx,
    onCommit,
  }): Promise<Outcome<EventSettlementPreview, SettleEventRefusal>> => {
    const { eventId, decisions, seen, beforeTheEnd } = input;
    if ((await lockEvent.all([eventId], tx)).length === 0) return refuse({ code: "unknown_event" });
    const planned = await planEventSettlement(actor.staffId, input, tx);
    if (!planned.ok) return planned;
    const { markets, change, preview } = planned.value;
    const early = decisions.some(({ action }) => action.kind === "result") && !markets[0]?.eventOver;
    if (early && !beforeTheEnd) return refuse({ code: "event_not_over" });
    if (preview.seen !== seen) return refuse({ code: "effect_changed", preview });
    await applyBook([change], tx);
    onCommit(scheduleRelay);
    onCommit(() => announceEvents([eventId]));
    await publish(tx, marketDecided, { subject: `event:${eventId}` });
    const of = <Value>(pick: (at: number) => Value) =>
      Object.fromEntries(decisions.map(({ marketId }, at) => [marketId, pick(at)]));
    return changed(preview, {
      before: of((at) => markets[at]?.outcomes ?? null),
      after: {
        ...of((at) => decisions[at]?.action ?? null),
        paid: preview.base.paid.toString(),
        takenBack: preview.base.takenBack.toString(),
        house: preview.base.house.toString(),
      },
    });
  },
});
