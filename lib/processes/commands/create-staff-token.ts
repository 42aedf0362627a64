import { auditStaff } from "#lib/audit/index.ts";
import type { Outcome } from "#lib/platform/commands/define.ts";
import { createToken, defineCommand } from "#lib/players/index.ts";
import { accountWrite } from "#lib/players/permissions.ts";
import { CreateStaffTokenInput, type CreateTokenRefusal } from "#lib/players/schema.ts";
import { unknownScope } from "../token-scopes.ts";

/** Makes a token that acts for the member of staff over the HTTP API. The answer is the only place where it is shown. */
export const createStaffTokenCommand = defineCommand({
  name: "account.create_token",
  summary:
    "Makes a token that calls the named commands, or those of the named permissions, as far as the roles of the member of staff go. It is shown once, in the answer.",
  actor: "staff",
  permission: accountWrite,
  stepUp: true,
  input: CreateStaffTokenInput,
  refusals: { too_many_tokens: 409, unknown_scope: 422 },
  // The subject is the token that it makes.
  audit: { writtenBy: "auditStaff" },
  run: async ({
    input,
    actor: { staffId, sessionId },
    tx,
  }): Promise<Outcome<{ tokenId: string; token: string }, CreateTokenRefusal>> => {
    const unknown = unknownScope({ kind: "staff" }, input.scopes);
    if (unknown) return unknown;
    const made = await createToken(tx, { kind: "staff", id: staffId }, sessionId, input);
    if (!made.ok) return made;
    const subject = `token:${made.value.tokenId}`;
    await auditStaff(sessionId, { action: "account.create_token", subject, after: input }, tx);
    return made;
  },
});
