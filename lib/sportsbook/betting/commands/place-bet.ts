import type { Outcome } from "#lib/platform/commands/define.ts";
import { defineCommand } from "#lib/players/index.ts";
import { placeBet } from "../place-bet.ts";
import { schedulePendingBet } from "../resolve-pending-bet.ts";
import { type BetRefusal, type Placement, SlipInput } from "../schema.ts";

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
  refusals: {
    stake_invalid: 422,
    stake_below_minimum: 422,
    stake_above_limit: 422,
    payout_above_limit: 422,
    odds_changed: 409,
    market_suspended: 409,
    market_closed: 409,
    outcome_unavailable: 409,
    event_closed: 409,
    legs_not_combinable: 422,
    risk_limit: 422,
    player_limit: 422,
    combination_limit: 422,
    referral_refused: 409,
    referral_timed_out: 409,
    referral_declined: 409,
    limit_reached: 403,
    insufficient_funds: 409,
    player_barred: 403,
    play_stopped: 409,
    currency_not_offered: 422,
    key_reused: 409,
    too_busy: 503,
  },
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
