import { refuse } from "#lib/core/result.ts";
import { changed } from "#lib/platform/commands/define.ts";
import { defineCommand } from "#lib/players/index.ts";
import { closeDispute } from "../disputes/apply.ts";
import { CloseDisputeInput } from "../disputes/schema.ts";
import { paymentsReview } from "../permissions.ts";

/** Closes a warning of fraud, a review or an inquiry; the player's withdrawals no longer wait for it. */
export const closeDisputeCommand = defineCommand({
  name: "dispute.close",
  summary: "Closes a warning, review or inquiry about a deposit. Disputes are closed by their provider.",
  actor: "staff",
  permission: paymentsReview,
  idempotency: "key",
  input: CloseDisputeInput,
  refusals: { not_open: 409 },
  audit: ({ disputeId, reason }) => ({ subject: `dispute:${disputeId}`, reason }),
  run: async ({ input: { disputeId }, actor: { staffId }, tx }) =>
    (await closeDispute(disputeId, staffId, tx))
      ? changed(null, { before: { result: null }, after: { result: "closed" } })
      : refuse({ code: "not_open" as const }),
});
