import { accept, refuse } from "#lib/core/result.ts";
import { defineCommand } from "../../command.ts";
import { identityReview } from "../../permissions.ts";
import { DocumentInput } from "../schema.ts";
import { openDocument } from "./store.ts";

/**
 * Opens a document for a reviewer; every view is a row of the audit trail. Its answer is a picture, so it has an address of its own,
 * `GET /admin/identity/documents/<id>`, and is not among the commands of the HTTP API.
 */
export const viewDocument = defineCommand({
  name: "identity.view_document",
  summary: "Shows a document of identity.",
  actor: "staff",
  permission: identityReview,
  input: DocumentInput,
  refusals: { unknown_document: 404 },
  audit: ({ documentId }) => ({ subject: `document:${documentId}` }),
  run: async ({ input, tx }) => {
    const picture = await openDocument(input.documentId, tx);
    return picture ? accept(picture) : refuse({ code: "unknown_document" as const });
  },
});
