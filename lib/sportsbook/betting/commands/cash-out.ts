import type { Outcome } from "#lib/platform/commands/define.ts";
import { defineCommand } from "#lib/players/index.ts";
import { cashOut } from "../cash-out/cash-out.ts";
import { type CashedOut, CashOutInput, type CashOutRefusal } from "../cash-out/schema.ts";

/** Cashes out an open bet, or a part of it. Safe to send again with the same key. Open to whoever may no longer bet. */
export const cashOutCommand = defineCommand({
  name: "bet.cash_out",
  summary:
    "Cashes out an open bet, or a part of it, for at least the amount shown. Safe to repeat with the same key.",
  actor: "player",
  gate: null,
  input: CashOutInput,
  refusals: {
    unknown_bet: 404,
    bet_ended: 409,
    cash_out_unavailable: 409,
    offer_changed: 409,
    part_invalid: 422,
    too_busy: 503,
  },
  // Decides on a snapshot, perhaps after a delay, and commits in one call.
  transaction: "own",
  idempotency: "own",
  run: ({ input, actor }): Promise<Outcome<CashedOut, CashOutRefusal>> => cashOut(actor.playerId, input),
});
