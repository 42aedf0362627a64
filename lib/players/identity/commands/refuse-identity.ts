import { reasonLine } from "#lib/audit/index.ts";
import { changed } from "#lib/platform/commands/define.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../../command.ts";
import { identityReview } from "../../permissions.ts";
import { RefuseIdentityInput } from "../schema.ts";
import { decideSubmission } from "../submission.ts";

/** Staff refuse documents. The player reads the reason, and not the note. */
export const refuseIdentity = defineCommand({
  name: "identity.refuse",
  summary: "Refuses a player's documents, with a reason that the player reads.",
  actor: "staff",
  permission: identityReview,
  idempotency: "key",
  input: RefuseIdentityInput,
  refusals: { unknown_submission: 404, already_decided: 409 },
  audit: ({ submissionId, reason, note }) => ({
    subject: `identity:${submissionId}`,
    reason: reasonLine(reason, note),
  }),
  run: async ({ input, actor, tx, onCommit }) => {
    const { submissionId, reason, note } = input;
    const decided = await decideSubmission(tx, submissionId, {
      outcome: "refused",
      staffId: actor.staffId,
      reason,
      note: note ?? null,
    });
    if (!decided.ok) return decided;
    onCommit(scheduleRelay);
    const { playerId, levels } = decided.value;
    return changed(null, {
      before: { playerId, levels, state: "pending" },
      after: { playerId, levels, state: "refused" },
    });
  },
});
