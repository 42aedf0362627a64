import { z } from "zod";
import { accept, refuse } from "#lib/core/result.ts";
import { uuidText } from "#lib/platform/commands/input.ts";
import { defineQuery, openExport } from "#lib/players/index.ts";

/** The copy itself, for whoever has proved afresh who they are. */
export const openExportQuery = defineQuery({
  name: "player.open_export",
  summary: "The copy of the player's data that was asked for, as JSON text.",
  actor: "player",
  stepUp: true,
  input: z.object({ exportId: uuidText() }),
  refusals: { unknown_export: 404 },
  run: async ({ input, actor }) => {
    const json = await openExport(actor.playerId, input.exportId);
    return json === null ? refuse({ code: "unknown_export" as const }) : accept(json);
  },
});
