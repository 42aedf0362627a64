import { accept, refuse } from "#lib/core/result.ts";
import type { Outcome } from "#lib/platform/commands/define.ts";
import { sql } from "#lib/platform/database/db.ts";
import { defineQuery } from "#lib/players/index.ts";
import { marketsSettle } from "#lib/sportsbook/permissions.ts";
import {
  type EventPlanRefusal,
  type EventSettlementCase,
  EventSettlementCaseInput,
  type EventSettlementPreview,
  PreviewEventSettlementInput,
} from "../schema.ts";
import { eventSettlementCase } from "../settle-event/case.ts";
import { planEventSettlement } from "../settle-event/plan.ts";

/** The markets of an event, and the results that a score would give them. */
export const eventSettlementCaseQuery = defineQuery({
  name: "event.settlement_case",
  summary: "The markets of an event, and the results that a final score would give them.",
  actor: "staff",
  permission: marketsSettle,
  input: EventSettlementCaseInput,
  refusals: { unknown_event: 404 },
  run: async ({ input }): Promise<Outcome<EventSettlementCase, { code: "unknown_event" }>> => {
    const found = await eventSettlementCase(input);
    return found ? accept(found) : refuse({ code: "unknown_event" });
  },
});

/** What decisions about the markets of an event would do to the money of their bets. */
export const previewEventSettlement = defineQuery({
  name: "event.preview_settlement",
  summary: "What settling the markets of an event would do to the money of their bets.",
  actor: "staff",
  permission: marketsSettle,
  input: PreviewEventSettlementInput,
  refusals: { unknown_event: 404, market_refused: 422 },
  run: async ({ input, actor }): Promise<Outcome<EventSettlementPreview, EventPlanRefusal>> => {
    const planned = await planEventSettlement(actor.staffId, input, sql());
    return planned.ok ? accept(planned.value.preview) : planned;
  },
});
