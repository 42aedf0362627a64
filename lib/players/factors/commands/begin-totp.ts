import { z } from "zod";
import { auditStaff } from "#lib/audit/index.ts";
import { defineCommand } from "../../command.ts";
import { accountFactors } from "../../permissions.ts";
import { beginTotp } from "../totp/totp.ts";

const rate = { name: "totp-begin", points: 10, durationSeconds: 900 };

/** Makes a secret for an authenticator app, which counts once a code of it was entered. */
export const beginTotpCommand = defineCommand({
  name: "totp.begin",
  summary: "Makes a secret for an authenticator app, which counts once a code of it was entered.",
  actor: "player",
  gate: null,
  input: z.object({}),
  refusals: { already_on: 409 },
  rate,
  stepUp: true,
  transaction: "own",
  run: ({ actor }) => beginTotp({ kind: "player", id: actor.playerId }),
});

/** The same for a member of staff. */
export const beginStaffTotpCommand = defineCommand({
  name: "account.begin_totp",
  summary: "Makes a secret for an authenticator app of the member of staff.",
  actor: "staff",
  permission: accountFactors,
  input: z.object({}),
  refusals: { already_on: 409 },
  rate,
  stepUp: true,
  transaction: "own",
  audit: { writtenBy: "auditStaff" },
  run: async ({ actor: { staffId, sessionId } }) => {
    const begun = await beginTotp({ kind: "staff", id: staffId });
    if (begun.ok) await auditStaff(sessionId, { action: "account.begin_totp", subject: `staff:${staffId}` });
    return begun;
  },
});
