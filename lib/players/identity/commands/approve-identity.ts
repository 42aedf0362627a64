import { changed } from "#lib/platform/commands/define.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../../command.ts";
import { identityReview } from "../../permissions.ts";
import { ApproveIdentityInput } from "../schema.ts";
import { decideSubmission } from "../submission.ts";

/** The end of a document's last day, UTC. */
const endOf = (day: string | null): Date | null => (day ? new Date(`${day}T23:59:59.999Z`) : null);

/** Staff find that documents show who the player is. */
export const approveIdentity = defineCommand({
  name: "identity.approve",
  summary: "Verifies what a player's documents show.",
  actor: "staff",
  permission: identityReview,
  idempotency: "key",
  input: ApproveIdentityInput,
  refusals: { unknown_submission: 404, already_decided: 409 },
  audit: ({ submissionId, note }) => ({ subject: `identity:${submissionId}`, reason: note ?? null }),
  run: async ({ input, actor, tx, onCommit }) => {
    const { submissionId, expiresOn, note } = input;
    const decided = await decideSubmission(tx, submissionId, {
      outcome: "approved",
      staffId: actor.staffId,
      note: note ?? null,
      validUntil: endOf(expiresOn),
    });
    if (!decided.ok) return decided;
    onCommit(scheduleRelay);
    const { playerId, levels } = decided.value;
    return changed(null, {
      before: { playerId, levels, state: "pending" },
      after: { playerId, levels, state: "verified", expiresOn },
    });
  },
});
