import { auditStaff } from "#lib/audit/index.ts";
import { commandsFor } from "#lib/platform/commands/execute.ts";
import { may } from "#lib/platform/permission.ts";
import { askApproval } from "./approvals/approval.ts";
import { checkGate } from "./eligibility/check-gate.ts";
import type { EligibilityRefusal, Gate } from "./eligibility/gates.ts";
import { factorsOf } from "./factors/index.ts";
import { accountFactors } from "./permissions.ts";
import type { SignedIn } from "./schema.ts";

/** Commands and queries of every module: accounts, permissions and eligibility decide who may call them. */
export const { defineCommand, defineQuery } = commandsFor<SignedIn, Gate, EligibilityRefusal>({
  actor: (session) =>
    session.kind === "player"
      ? { kind: "player", playerId: session.id, sessionId: session.sessionId, currency: session.currency }
      : { kind: "staff", staffId: session.id, sessionId: session.sessionId },
  isFresh: ({ fresh }) => fresh,
  factors: ({ kind, id }) => factorsOf({ kind, id }),
  may: (session, permission) =>
    session.kind === "staff" &&
    (session.settingUp ? permission === accountFactors : may(session, permission)),
  barred: checkGate,
  audit: auditStaff,
  askApproval,
});
