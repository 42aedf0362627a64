import { refuse } from "#lib/core/result.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { removeInstrument } from "../instruments.ts";
import { RemoveInstrumentInput } from "../schema.ts";

/** Takes a saved card off the list. What it has paid can still be withdrawn to it. */
export const removeInstrumentCommand = defineCommand({
  name: "cashier.remove_instrument",
  summary: "Removes a saved card. What was deposited with it can still be withdrawn to it.",
  actor: "player",
  gate: null,
  input: RemoveInstrumentInput,
  refusals: { not_found: 404 },
  run: async ({ input: { instrumentId }, actor: { playerId }, tx, onCommit }) => {
    if (!(await removeInstrument(instrumentId, playerId, tx))) return refuse({ code: "not_found" as const });
    onCommit(scheduleRelay);
    return { ok: true as const, value: null };
  },
});
