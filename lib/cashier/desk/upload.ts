import { z } from "zod";
import { uuidText } from "#lib/platform/commands/input.ts";
import { defineCommand } from "#lib/players/index.ts";
import { addInformation } from "./review.ts";

/**
 * Takes a file about a withdrawal. It has an address of its own, `POST /cashier/documents`, because its body is a file: it is not among the
 * commands of the HTTP API.
 */
export const uploadInformation = defineCommand({
  name: "cashier.upload_information",
  summary: "Adds a picture to what the player sends about a withdrawal.",
  actor: "player",
  gate: null,
  input: z.object({ paymentId: uuidText(), file: z.instanceof(Buffer) }),
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
  run: ({ input, actor }) => addInformation(input.paymentId, actor.playerId, input.file),
});
