import { defineCommand } from "#lib/players/index.ts";
import { setAutoCashOut } from "../cash-out/orders.ts";
import { AutoCashOutInput } from "../cash-out/schema.ts";

/** Sets at which amounts an open bet is cashed out by itself, or that it is not. */
export const setAutoCashOutCommand = defineCommand({
  name: "bet.set_auto_cash_out",
  summary: "Sets at which amounts an open bet of the player is cashed out by itself; null for none.",
  actor: "player",
  gate: null,
  input: AutoCashOutInput,
  refusals: { bet_ended: 409, auto_cash_out_invalid: 422 },
  // One statement.
  transaction: "own",
  run: ({ input, actor }) => setAutoCashOut(actor.playerId, input),
});
