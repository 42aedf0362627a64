import { defineCommand } from "#lib/players/index.ts";
import { registerPayee } from "../payees/register.ts";
import { PayeeInput } from "../schema.ts";

/** Registers a bank account in the player's own name, to withdraw to. */
export const registerBankAccount = defineCommand({
  name: "cashier.register_bank_account",
  summary: "Registers a bank account in the player's own name to withdraw to. Harmless to repeat.",
  actor: "player",
  gate: "withdraw",
  stepUp: true,
  input: PayeeInput,
  refusals: {
    iban_invalid: 422,
    country_not_reachable: 422,
    currency_not_offered: 422,
    name_missing: 409,
    account_blocked: 409,
    player_barred: 403,
    play_stopped: 409,
  },
  rate: { name: "bank-account", points: 10, durationSeconds: 3_600 },
  // The account's bank is asked outside of any transaction.
  transaction: "own",
  run: ({ input, actor: { playerId, currency } }) => registerPayee({ playerId, currency }, input.iban),
});
