import { z } from "zod";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../../command.ts";
import { submitDocuments } from "../submission.ts";

/** Sends the player's documents for review. */
export const submitDocumentsCommand = defineCommand({
  name: "identity.submit_documents",
  summary: "Sends the documents that were uploaded for review.",
  actor: "player",
  gate: null,
  input: z.object({}),
  refusals: { nothing_uploaded: 409, details_missing: 409, not_needed: 409 },
  run: ({ actor, tx, onCommit }) => {
    onCommit(scheduleRelay);
    return submitDocuments(tx, actor.playerId);
  },
});
