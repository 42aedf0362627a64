import { accept } from "#lib/core/result.ts";
import type { Outcome } from "#lib/platform/commands/define.ts";
import { sql } from "#lib/platform/database/db.ts";
import { defineQuery } from "#lib/players/index.ts";
import { marketsSettle } from "#lib/sportsbook/permissions.ts";
import { PreviewSettlementInput, type SettlementPreview } from "../schema.ts";
import type { PreviewRefusal } from "../settlement-entries.ts";
import { planSettlement } from "../settlement-plan.ts";

/** What a settlement action of staff would do to the money of one market's bets, by currency. */
export const previewSettlement = defineQuery({
  name: "market.preview_settlement",
  summary: "What settling a market by hand would do to the money of its bets.",
  actor: "staff",
  permission: marketsSettle,
  input: PreviewSettlementInput,
  refusals: {
    unknown_market: 404,
    outcomes_incomplete: 422,
    needs_one_winner: 422,
    needs_two_winners: 422,
    needs_opposites: 422,
    needs_all_places: 422,
    nothing_to_confirm: 409,
    nothing_to_roll_back: 409,
    window_empty: 422,
  },
  run: async ({ input, actor }): Promise<Outcome<SettlementPreview, PreviewRefusal>> => {
    const planned = await planSettlement(actor.staffId, input, sql());
    return planned.ok ? accept(planned.value.preview) : planned;
  },
});
