import { approvalsDecide } from "#lib/backoffice/permissions.ts";
import { ApprovalInput, type ApprovalRefusal } from "#lib/backoffice/schema.ts";
import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { may } from "#lib/platform/permission.ts";
import { approvalDecided } from "#lib/players/events.ts";
import { decideApproval, defineCommand, holdApproval, rolesOf } from "#lib/players/index.ts";
import { approvableCommand } from "../approved-commands.ts";

/** Rejects a command that somebody else has asked for. Takes the permission of that command. */
export const rejectApproval = defineCommand({
  name: "approval.reject",
  summary: "Rejects a command that somebody else has asked for.",
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
    const { command: name, requestedBy, subject } = held.value;
    if (requestedBy === actor.staffId) return refuse({ code: "own_request" });
    const permission = approvableCommand(name)?.definition.permission;
    if (permission && !may({ roles: await rolesOf(actor.staffId, tx) }, permission))
      return refuse({ code: "not_permitted", permission: permission.name });
    await decideApproval(tx, approvalId, "rejected", actor.staffId);
    await publish(tx, approvalDecided, { subject: `approval:${approvalId}` });
    onCommit(scheduleRelay);
    return changed(null, {
      before: { status: "pending", requestedBy },
      after: { status: "rejected", command: name, subject, requestedBy, rejectedBy: actor.staffId },
    });
  },
});
