import { accept, refuse } from "#lib/core/result.ts";
import { defineCommand } from "../../command.ts";
import { removeDocument } from "../documents/store.ts";
import { DocumentInput } from "../schema.ts";

/** Takes a document out of what the player is putting together. */
export const removeDocumentCommand = defineCommand({
  name: "identity.remove_document",
  summary: "Deletes a document that was not sent for review yet.",
  actor: "player",
  gate: null,
  input: DocumentInput,
  refusals: { unknown_document: 404 },
  run: async ({ input, actor, tx }) =>
    (await removeDocument(tx, actor.playerId, input.documentId))
      ? accept(null)
      : refuse({ code: "unknown_document" as const }),
});
