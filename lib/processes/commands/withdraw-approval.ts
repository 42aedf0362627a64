import { approvalsDecide } from "#lib/backoffice/permissions.ts";
import { ApprovalInput, type ApprovalRefusal } from "#lib/backoffice/schema.ts";
import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { approvalDecided } from "#lib/players/events.ts";
import { decideApproval, defineCommand, holdApproval } from "#lib/players/index.ts";

/** Withdraws a command that one has asked for oneself and nobody has decided about. */
export const withdrawApproval = defineCommand({
  name: "approval.withdraw",
  summary: "Withdraws a command that one has asked for oneself.",
  actor: "staff",
  permission: approvalsDecide,
  input: ApprovalInput,
  refusals: {
    unknown_approval: 404,
    approval_over: 409,
    own_request: 403,
    not_your_request: 403,
    not_permitted: 403,
    not_possible: 409,
  },
  audit: ({ approvalId }) => ({ subject: `approval:${approvalId}` }),
  run: async ({ input: { approvalId }, actor, tx, onCommit }): Promise<Outcome<null, ApprovalRefusal>> => {
    const held = await holdApproval(tx, approvalId);
    if (!held.ok) return held;
    if (held.value.requestedBy !== actor.staffId) return refuse({ code: "not_your_request" });
    await decideApproval(tx, approvalId, "withdrawn", actor.staffId);
    await publish(tx, approvalDecided, { subject: `approval:${approvalId}` });
    onCommit(scheduleRelay);
    return changed(null, { before: { status: "pending" }, after: { status: "withdrawn" } });
  },
});
