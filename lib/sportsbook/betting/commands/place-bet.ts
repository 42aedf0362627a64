import type { Outcome } from "#lib/platform/commands/define.ts";
import { defineCommand } from "#lib/players/index.ts";
import { placeBet } from "../place-bet.ts";
import { schedulePendingBet } from "../resolve-pending-bet.ts";
import { type BetRefusal, type Placement, SlipInput } from "../schema.ts";
import { BET_REFUSALS } from "./bet-refusals.ts";

/**
 * Places one bet, or answers that it is pending. Safe to send again with the same key. The draft slip is then cleared
 * on all devices.
 */
export const placeBetCommand = defineCommand({
  name: "bet.place",
  summary:
    "Places a bet. Safe to repeat with the same key. In play it may be pending first: ask bet.outcome.",
  actor: "player",
  gate: "bet",
  input: SlipInput,
  refusals: BET_REFUSALS,
  // Decides on a snapshot, and commits together with bets of other players.
  transaction: "own",
  idempotency: "own",
  run: async ({ input, actor }): Promise<Outcome<Placement, BetRefusal>> => {
    const placed = await placeBet(actor, input);
    if (placed.ok && placed.value.status === "pending")
      schedulePendingBet(placed.value.id, placed.value.remainingMs);
    return placed;
  },
});
