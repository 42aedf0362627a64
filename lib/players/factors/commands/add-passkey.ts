import { auditStaff } from "#lib/audit/index.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../../command.ts";
import { deviceOf } from "../../device.ts";
import { playerPasskeyChanged } from "../../events.ts";
import { accountFactors } from "../../permissions.ts";
import { AddPasskeyInput } from "../../schema.ts";
import { noticeRevoked, revoke } from "../../sessions.ts";
import { addPasskey } from "../passkey/passkeys.ts";

/** What a passkey is called until its owner says otherwise: "Chrome on macOS". */
const nameOf = (userAgent: string): string => {
  const { browser, system } = deviceOf(userAgent);
  return browser && system ? `${browser} on ${system}` : (browser ?? system ?? "Passkey");
};

/**
 * Adds the passkey that a browser has made. The first second factor of an account ends its other sessions, and comes with recovery
 * codes.
 */
export const addPasskeyCommand = defineCommand({
  name: "passkey.add",
  summary: "Adds a passkey. The account's first second factor returns recovery codes.",
  actor: "player",
  gate: null,
  input: AddPasskeyInput,
  refusals: { wrong_answer: 422, too_many_passkeys: 409 },
  rate: { name: "passkey-add", points: 20, durationSeconds: 900 },
  // Hashing takes long, and holds no connection.
  transaction: "own",
  run: async ({ input: { response }, actor: { playerId, sessionId }, origin }) => {
    const name = nameOf(origin.userAgent);
    let ended: string[] = [];
    const added = await addPasskey(
      { kind: "player", id: playerId },
      { response, name },
      async (tx, first) => {
        if (first) ended = await revoke(playerId, { by: playerId, except: sessionId }, tx);
        await publish(tx, playerPasskeyChanged, { playerId, changeId: uuidv7(), name, added: true });
      },
    );
    await Promise.all(ended.map((id) => noticeRevoked(playerId, id)));
    scheduleRelay();
    return added;
  },
});

/** The same for a member of staff. */
export const addStaffPasskeyCommand = defineCommand({
  name: "account.add_passkey",
  summary: "Adds a passkey of the member of staff. The account's first second factor returns recovery codes.",
  actor: "staff",
  permission: accountFactors,
  input: AddPasskeyInput,
  refusals: { wrong_answer: 422, too_many_passkeys: 409 },
  rate: { name: "passkey-add", points: 20, durationSeconds: 900 },
  // Hashing takes long, and holds no connection.
  transaction: "own",
  audit: { writtenBy: "auditStaff" },
  run: async ({ input: { response }, actor: { staffId, sessionId }, origin }) => {
    const name = nameOf(origin.userAgent);
    let ended: string[] = [];
    const added = await addPasskey({ kind: "staff", id: staffId }, { response, name }, async (tx, first) => {
      if (first) ended = await revoke(staffId, { by: staffId, except: sessionId }, tx);
      const row = { action: "account.add_passkey", subject: `staff:${staffId}`, after: { name } };
      await auditStaff(sessionId, row, tx);
    });
    await Promise.all(ended.map((id) => noticeRevoked(staffId, id)));
    return added;
  },
});
