import { z } from "zod";
import { verifyAudit } from "#lib/audit/index.ts";
import { auditRead } from "#lib/audit/permissions.ts";
import { accept } from "#lib/core/result.ts";
import { defineQuery } from "#lib/players/index.ts";

/** Recomputes the hash chain of the audit trail. */
export const verifyAuditQuery = defineQuery({
  name: "audit.verify",
  summary: "Recomputes the hash chain of the audit trail.",
  actor: "staff",
  permission: auditRead,
  input: z.object({}),
  refusals: {},
  run: async () => accept(await verifyAudit()),
});
