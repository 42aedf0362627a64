import { z } from "zod";
import { auditStaff } from "#lib/audit/index.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { accept } from "#lib/core/result.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../../command.ts";
import { playerRecoveryCodesMade } from "../../events.ts";
import { accountFactors } from "../../permissions.ts";
import { renewCodes } from "../replace.ts";

const rate = { name: "recovery-codes-renew", points: 5, durationSeconds: 900 };

/** Makes new recovery codes for a player with a second factor. Those from before no longer work. */
export const renewRecoveryCodesCommand = defineCommand({
  name: "totp.renew_recovery_codes",
  summary: "Makes new recovery codes, which are returned this once. Those from before no longer work.",
  actor: "player",
  gate: null,
  input: z.object({}),
  refusals: { no_second_factor: 409 },
  rate,
  stepUp: true,
  // Hashing takes long, and holds no connection.
  transaction: "own",
  run: async ({ actor: { playerId } }) => {
    const renewed = await renewCodes({ kind: "player", id: playerId }, (tx) =>
      publish(tx, playerRecoveryCodesMade, { playerId, changeId: uuidv7() }),
    );
    scheduleRelay();
    return renewed.ok ? accept({ recoveryCodes: renewed.value }) : renewed;
  },
});

/** The same for a member of staff. */
export const renewStaffRecoveryCodesCommand = defineCommand({
  name: "account.renew_recovery_codes",
  summary: "Makes new recovery codes for the member of staff. Those from before no longer work.",
  actor: "staff",
  permission: accountFactors,
  input: z.object({}),
  refusals: { no_second_factor: 409 },
  rate,
  stepUp: true,
  // Hashing takes long, and holds no connection.
  transaction: "own",
  audit: { writtenBy: "auditStaff" },
  run: async ({ actor: { staffId, sessionId } }) => {
    const renewed = await renewCodes({ kind: "staff", id: staffId }, (tx) =>
      auditStaff(sessionId, { action: "account.renew_recovery_codes", subject: `staff:${staffId}` }, tx),
    );
    return renewed.ok ? accept({ recoveryCodes: renewed.value }) : renewed;
  },
});
