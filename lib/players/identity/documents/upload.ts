import { z } from "zod";
import { defineCommand } from "../../command.ts";
import { DOCUMENT_KINDS } from "../schema.ts";
import { addDocument } from "./store.ts";

/**
 * Takes a file as a document of identity. It has an address of its own, `POST /account/identity/documents`, because its body is a file: it
 * is not among the commands of the HTTP API.
 */
export const uploadDocument = defineCommand({
  name: "identity.upload_document",
  summary: "Adds a picture of a document to what the player sends for review.",
  actor: "player",
  gate: null,
  input: z.object({ kind: z.enum(DOCUMENT_KINDS), file: z.instanceof(Buffer) }),
  refusals: {
    not_an_image: 422,
    file_too_large: 422,
    too_many_pixels: 422,
    too_few_pixels: 422,
    too_many_documents: 409,
    not_needed: 409,
    not_available: 503,
  },
  rate: { name: "identity-upload", points: 40, durationSeconds: 3_600 },
  // A picture takes seconds to decode, and must not hold a connection.
  transaction: "own",
  run: ({ input, actor }) => addDocument(actor.playerId, input.kind, input.file),
});
