import type pg from "pg";
import { auditStaff } from "#lib/audit/index.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { accept } from "#lib/core/result.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../../command.ts";
import { playerSecondFactorChanged } from "../../events.ts";
import { accountFactors } from "../../permissions.ts";
import { FactorCodeInput } from "../../schema.ts";
import { type Identity, noticeRevoked, revoke } from "../../sessions.ts";
import { confirmTotp } from "../totp/totp.ts";

const rate = { name: "totp-confirm", points: 10, durationSeconds: 900 };

/** Turns the app on, ends the account's other sessions, and returns the recovery codes. */
const turnOn = async (
  account: Identity,
  sessionId: string,
  code: string,
  record: (tx: pg.PoolClient) => Promise<void>,
) => {
  let ended: string[] = [];
  const confirmed = await confirmTotp(account, code, async (tx) => {
    ended = await revoke(account.id, { by: account.id, except: sessionId }, tx);
    await record(tx);
  });
  if (!confirmed.ok) return confirmed;
  await Promise.all(ended.map((id) => noticeRevoked(account.id, id)));
  scheduleRelay();
  return accept({ recoveryCodes: confirmed.value });
};

/** Turns the authenticator app on by a code of it, ends every other session, and returns the recovery codes. */
export const confirmTotpCommand = defineCommand({
  name: "totp.confirm",
  summary: "Turns an authenticator app on by a code of it, and returns the recovery codes.",
  actor: "player",
  gate: null,
  input: FactorCodeInput,
  refusals: { wrong_answer: 422, not_begun: 409 },
  rate,
  // Hashing takes long, and holds no connection.
  transaction: "own",
  run: ({ input: { code }, actor: { playerId, sessionId } }) =>
    turnOn({ kind: "player", id: playerId }, sessionId, code, (tx) =>
      publish(tx, playerSecondFactorChanged, { playerId, changeId: uuidv7(), on: true }),
    ),
});

/** The same for a member of staff. */
export const confirmStaffTotpCommand = defineCommand({
  name: "account.confirm_totp",
  summary: "Turns an authenticator app of the member of staff on, and returns the recovery codes.",
  actor: "staff",
  permission: accountFactors,
  input: FactorCodeInput,
  refusals: { wrong_answer: 422, not_begun: 409 },
  rate,
  // Hashing takes long, and holds no connection.
  transaction: "own",
  audit: { writtenBy: "auditStaff" },
  run: ({ input: { code }, actor: { staffId, sessionId } }) =>
    turnOn({ kind: "staff", id: staffId }, sessionId, code, (tx) =>
      auditStaff(sessionId, { action: "account.confirm_totp", subject: `staff:${staffId}` }, tx),
    ),
});
