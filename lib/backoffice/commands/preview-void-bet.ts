import { accept, refuse } from "#lib/core/result.ts";
import type { Outcome } from "#lib/platform/commands/define.ts";
import { defineQuery } from "#lib/players/index.ts";
import { betsVoid } from "#lib/sportsbook/permissions.ts";
import { VoidBetInput, type VoidEffect } from "../schema.ts";
import { previewVoidBet } from "../void-effect.ts";

/** What voiding a bet would do to the money. */
export const previewVoidBetQuery = defineQuery({
  name: "bet.preview_void",
  summary: "What voiding a bet would return.",
  actor: "staff",
  permission: betsVoid,
  input: VoidBetInput.pick({ betId: true }),
  refusals: { already_settled: 409 },
  run: async ({ input: { betId } }): Promise<Outcome<VoidEffect, { code: "already_settled" }>> => {
    const effect = await previewVoidBet(betId);
    return effect ? accept(effect) : refuse({ code: "already_settled" });
  },
});
