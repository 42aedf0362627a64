import { defineCommand } from "#lib/players/index.ts";
import { WithdrawalInput } from "../schema.ts";
import { withdraw } from "../withdrawals/withdraw.ts";

/** Asks for money to be paid out. It is held at once, checked, and paid. */
export const withdrawCommand = defineCommand({
  name: "cashier.withdraw",
  summary: "Withdraws money. Safe to repeat with the same key.",
  actor: "player",
  gate: "withdraw",
  stepUp: true,
  input: WithdrawalInput,
  refusals: {
    amount_invalid: 422,
    below_minimum: 422,
    above_available: 409,
    above_destination: 409,
    no_destination: 422,
    key_reused: 409,
    player_barred: 403,
    play_stopped: 409,
  },
  transaction: "own",
  idempotency: "own",
  run: ({ input, actor, ...request }) => withdraw({ ...actor, ...request }, input),
});
