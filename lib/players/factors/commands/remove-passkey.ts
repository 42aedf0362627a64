import { auditStaff } from "#lib/audit/index.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { accept } from "#lib/core/result.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../../command.ts";
import { playerPasskeyChanged } from "../../events.ts";
import { accountFactors } from "../../permissions.ts";
import { PasskeyInput } from "../../schema.ts";
import { removePasskey } from "../passkey/passkeys.ts";

/** Removes a passkey, unless the player could not sign in any more. */
export const removePasskeyCommand = defineCommand({
  name: "passkey.remove",
  summary: "Removes one of the player's passkeys, unless nothing would be left to sign in with.",
  actor: "player",
  gate: null,
  input: PasskeyInput,
  refusals: { unknown_passkey: 404, last_factor: 409 },
  stepUp: true,
  run: async ({ input: { passkeyId }, actor: { playerId }, tx, onCommit }) => {
    const removed = await removePasskey({ kind: "player", id: playerId }, passkeyId, tx);
    if (!removed.ok) return removed;
    const { name } = removed.value;
    await publish(tx, playerPasskeyChanged, { playerId, changeId: uuidv7(), name, added: false });
    onCommit(scheduleRelay);
    return accept(null);
  },
});

/** The same for a member of staff, who keeps at least one second factor. */
export const removeStaffPasskeyCommand = defineCommand({
  name: "account.remove_passkey",
  summary: "Removes one of the passkeys of the member of staff, who keeps at least one second factor.",
  actor: "staff",
  permission: accountFactors,
  input: PasskeyInput,
  refusals: { unknown_passkey: 404, last_factor: 409 },
  stepUp: true,
  // The subject is whoever acts.
  audit: { writtenBy: "auditStaff" },
  run: async ({ input: { passkeyId }, actor: { staffId, sessionId }, tx }) => {
    const removed = await removePasskey({ kind: "staff", id: staffId }, passkeyId, tx);
    if (!removed.ok) return removed;
    const row = { action: "account.remove_passkey", subject: `staff:${staffId}`, before: removed.value };
    await auditStaff(sessionId, row, tx);
    return accept(null);
  },
});
