import { z } from "zod";
import { verifyAudit } from "#lib/audit/index.ts";
import { accept } from "#lib/core/result.ts";
import { defineQuery } from "#lib/players/index.ts";

/** Recomputes the hash chain of the audit trail. */
export const verifyAuditQuery = defineQuery({
  name: "audit.verify",
  summary: "Recomputes the hash chain of the audit trail.",
  actor: "staff",
  permission: "audit:read",
  input: z.object({}),
  refusals: {},
  run: async () => accept(await verifyAudit()),
});
