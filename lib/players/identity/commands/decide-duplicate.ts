import { changed } from "#lib/platform/commands/define.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../../command.ts";
import { identityReview } from "../../permissions.ts";
import { decideDuplicate } from "../../person/duplicates.ts";
import { DecideDuplicateInput } from "../schema.ts";

/** Staff find that two accounts are one person's, or not. The newer account of one person is blocked. */
export const decideDuplicateCommand = defineCommand({
  name: "identity.decide_duplicate",
  summary: "Decides whether two accounts are one person's; if so, the newer one is blocked.",
  actor: "staff",
  permission: identityReview,
  idempotency: "key",
  input: DecideDuplicateInput,
  refusals: { already_decided: 409 },
  audit: ({ caseId, decision, note }) => ({
    subject: `duplicate:${caseId}`,
    reason: note ? `${decision}: ${note}` : decision,
  }),
  run: async ({ input, actor, tx, onCommit }) => {
    const same = input.decision === "same";
    const decided = await decideDuplicate(tx, input.caseId, {
      same,
      staffId: actor.staffId,
      note: input.note ?? null,
    });
    if (!decided.ok) return decided;
    onCommit(scheduleRelay);
    return changed(null, { before: { status: "open" }, after: { ...decided.value, same } });
  },
});
