import type { Outcome } from "#lib/platform/commands/define.ts";
import { defineCommand } from "#lib/players/index.ts";
import { editBet } from "../edit/edit.ts";
import { EditBetInput, type EditedBet, type EditRefusal } from "../edit/schema.ts";
import { BET_REFUSALS } from "./bet-refusals.ts";

/** Puts another bet in the place of an open one, or leaves that as it is. Safe to send again with the same key. */
export const editBetCommand = defineCommand({
  name: "bet.edit",
  summary:
    "Puts another bet in the place of an open one, whose value of this moment pays its stake. Safe to repeat with the same key.",
  actor: "player",
  gate: "bet",
  input: EditBetInput,
  refusals: {
    ...BET_REFUSALS,
    unknown_bet: 404,
    bet_ended: 409,
    cash_out_unavailable: 409,
    offer_changed: 409,
  },
  // Decides on a snapshot, perhaps after a delay, and commits in one call.
  transaction: "own",
  idempotency: "own",
  run: ({ input, actor }): Promise<Outcome<EditedBet, EditRefusal>> => editBet(actor, input),
});
