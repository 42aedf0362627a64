import { defineCommand } from "../../command.ts";
import { startCheck } from "../check.ts";
import { StartIdentityInput } from "../schema.ts";

/** Begins a check of identity at a provider. */
export const startIdentityCheck = defineCommand({
  name: "identity.start_check",
  summary: "Begins a check of identity at a provider; answers with the address where the player goes on.",
  actor: "player",
  gate: null,
  input: StartIdentityInput,
  refusals: { details_missing: 409, not_needed: 409, not_available: 503 },
  rate: { name: "identity-check", points: 10, durationSeconds: 3_600 },
  // The provider is asked outside of any transaction.
  transaction: "own",
  run: ({ input, actor, clock }) => startCheck(actor.playerId, input.provider, clock.now()),
});
