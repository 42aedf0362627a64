import { accept, refuse } from "#lib/core/result.ts";
import type { Outcome } from "#lib/platform/commands/define.ts";
import { defineQuery } from "#lib/players/index.ts";
import { marketsSettle } from "#lib/sportsbook/permissions.ts";
import { settlementCase } from "../queries/settlement.ts";
import { type SettlementCase, SettlementCaseInput } from "../schema.ts";

/** The settlement entries of a market, its effective result, and the result that a score would give. */
export const settlementCaseQuery = defineQuery({
  name: "market.settlement_case",
  summary: "What was decided about a market's result, and what a score would make of it.",
  actor: "staff",
  permission: marketsSettle,
  input: SettlementCaseInput,
  refusals: { unknown_market: 404 },
  run: async ({ input }): Promise<Outcome<SettlementCase, { code: "unknown_market" }>> => {
    const found = await settlementCase(input);
    return found ? accept(found) : refuse({ code: "unknown_market" });
  },
});
