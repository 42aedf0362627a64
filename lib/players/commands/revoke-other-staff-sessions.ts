import { z } from "zod";
import { auditStaff } from "#lib/audit/index.ts";
import { accept } from "#lib/core/result.ts";
import { defineCommand } from "../command.ts";
import { accountWrite } from "../permissions.ts";
import { noticeRevoked, revoke } from "../sessions.ts";

/** Ends every session of the member of staff but this one. */
export const revokeOtherStaffSessions = defineCommand({
  name: "account.revoke_other_sessions",
  summary: "Ends the other sessions of one's staff account.",
  actor: "staff",
  permission: accountWrite,
  input: z.object({}),
  refusals: {},
  // The subject is whoever acts.
  audit: { writtenBy: "auditStaff" },
  run: async ({ actor: { staffId, sessionId }, tx, onCommit }) => {
    const ended = await revoke(staffId, { by: staffId, except: sessionId }, tx);
    const record = { action: "account.revoke_other_sessions", subject: `staff:${staffId}` };
    await auditStaff(sessionId, { ...record, after: { ended } }, tx);
    onCommit(() => Promise.all(ended.map((id) => noticeRevoked(staffId, id))));
    return accept({ ended: ended.length });
  },
});
