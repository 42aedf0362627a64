import { accept, refuse } from "#lib/core/result.ts";
import { defineCommand } from "#lib/players/index.ts";
import { bankRelease } from "../../../permissions.ts";
import { BatchInput } from "../schema.ts";
import { fileOfBatch } from "./batches.ts";

/**
 * Reads the file of a released batch; every download is a row of the audit trail. It has an address of its own,
 * `GET /admin/payments/bank/batches/<id>`, and is not among the commands of the HTTP API.
 */
export const downloadBatch = defineCommand({
  name: "bank.download_batch",
  summary: "Downloads the file of a released batch.",
  actor: "staff",
  permission: bankRelease,
  input: BatchInput.pick({ batchId: true }),
  refusals: { unknown_batch: 404 },
  audit: ({ batchId }) => ({ subject: `bank_batch:${batchId}` }),
  run: async ({ input: { batchId } }) => {
    const file = await fileOfBatch(batchId);
    return file === null ? refuse({ code: "unknown_batch" as const }) : accept(file);
  },
});
