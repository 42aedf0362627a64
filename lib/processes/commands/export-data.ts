import { z } from "zod";
import { accept, refuse } from "#lib/core/result.ts";
import { canSeal } from "#lib/platform/secrets/sealed.ts";
import { defineCommand, requestExport } from "#lib/players/index.ts";
import { prepareIfSmall } from "../personal-data/exports.ts";

/** Asks for a copy of all data about the player: GDPR, articles 15 and 20. */
export const exportData = defineCommand({
  name: "player.export_data",
  summary:
    "Asks for a copy of all that is stored about the player. It is ready within minutes, for seven days.",
  actor: "player",
  gate: null,
  stepUp: true,
  input: z.object({}),
  refusals: { not_available: 503 },
  rate: { name: "export-data", points: 5, durationSeconds: 86_400 },
  run: async ({ actor, tx, onCommit }) => {
    if (!canSeal()) return refuse({ code: "not_available" as const });
    const exportId = await requestExport(tx, actor.playerId);
    onCommit(() => prepareIfSmall(exportId, actor.playerId));
    return accept({ exportId });
  },
});
