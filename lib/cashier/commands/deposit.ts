import { defineCommand } from "#lib/players/index.ts";
import { deposit } from "../deposit.ts";
import { DepositInput } from "../schema.ts";

/** Takes money in through the provider that is switched on. */
export const depositCommand = defineCommand({
  name: "cashier.deposit",
  summary: "Deposits money. Safe to repeat with the same key.",
  actor: "player",
  gate: "deposit",
  input: DepositInput,
  refusals: {
    amount_invalid: 422,
    below_minimum: 422,
    above_maximum: 422,
    above_day_limit: 422,
    currency_not_offered: 422,
    limit_reached: 403,
    identity_required: 403,
    limits_required: 409,
    limit_choice_required: 409,
    declined: 409,
    card_invalid: 422,
    credit_card: 403,
    no_provider: 503,
    register_unavailable: 503,
    register_details_missing: 403,
    key_reused: 409,
    player_barred: 403,
    play_stopped: 409,
  },
  // The provider is asked first, outside the transaction that books the money.
  transaction: "own",
  idempotency: "own",
  run: ({ input, actor, ...request }) => deposit({ ...actor, ...request }, input),
});
