import { accept } from "#lib/core/result.ts";
import { defineCommand } from "#lib/players/index.ts";
import { saveDraftSlip } from "../draft-slip.ts";
import { DraftSlip } from "../schema.ts";

/** Saves the slip for the player's other devices. */
export const saveDraftSlipCommand = defineCommand({
  name: "slip.save",
  summary: "Keeps the slip for the player's other devices.",
  actor: "player",
  gate: null,
  input: DraftSlip,
  refusals: {},
  // One statement.
  transaction: "own",
  run: async ({ input, actor }) => accept(await saveDraftSlip(actor.playerId, input)),
});
