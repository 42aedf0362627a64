import { auditStaff } from "#lib/audit/index.ts";
import { defineCommand } from "../../command.ts";
import { accountFactors } from "../../permissions.ts";
import { RenamePasskeyInput } from "../../schema.ts";
import { renamePasskey } from "../passkey/passkeys.ts";

/** Gives a passkey another name, which only its owner sees. */
export const renamePasskeyCommand = defineCommand({
  name: "passkey.rename",
  summary: "Renames one of the player's passkeys.",
  actor: "player",
  gate: null,
  input: RenamePasskeyInput,
  refusals: { unknown_passkey: 404 },
  run: ({ input: { passkeyId, name }, actor: { playerId }, tx }) =>
    renamePasskey({ kind: "player", id: playerId }, { passkeyId, name }, tx),
});

/** The same for a member of staff. */
export const renameStaffPasskeyCommand = defineCommand({
  name: "account.rename_passkey",
  summary: "Renames one of the passkeys of the member of staff.",
  actor: "staff",
  permission: accountFactors,
  input: RenamePasskeyInput,
  refusals: { unknown_passkey: 404 },
  // The subject is whoever acts.
  audit: { writtenBy: "auditStaff" },
  run: async ({ input: { passkeyId, name }, actor: { staffId, sessionId }, tx }) => {
    const renamed = await renamePasskey({ kind: "staff", id: staffId }, { passkeyId, name }, tx);
    const row = { action: "account.rename_passkey", subject: `staff:${staffId}`, after: { passkeyId, name } };
    if (renamed.ok) await auditStaff(sessionId, row, tx);
    return renamed;
  },
});
