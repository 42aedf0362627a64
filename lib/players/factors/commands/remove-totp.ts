import type pg from "pg";
import { auditStaff } from "#lib/audit/index.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result } from "#lib/core/result.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../../command.ts";
import { playerSecondFactorChanged } from "../../events.ts";
import { accountFactors } from "../../permissions.ts";
import { FactorCodeInput } from "../../schema.ts";
import type { Identity } from "../../sessions.ts";
import type { LastFactorRefusal } from "../enrolled.ts";
import type { FactorRefusal } from "../factor.ts";
import { removeTotp, totpFactor } from "../totp/totp.ts";

const rate = { name: "totp-remove", points: 5, durationSeconds: 900 };

const turnOff = async (
  account: Identity,
  code: string,
  record: (tx: pg.PoolClient) => Promise<void>,
): Promise<Result<null, FactorRefusal | LastFactorRefusal>> => {
  const verified = await totpFactor.verify(account, code);
  if (!verified.ok) return verified;
  const removed = await transaction(async (tx) => {
    const done = await removeTotp(account, tx);
    if (done.ok && done.value) await record(tx);
    return done;
  });
  scheduleRelay();
  return removed.ok ? accept(null) : removed;
};

/** Turns the authenticator app off, by a code of it or a recovery code. */
export const removeTotpCommand = defineCommand({
  name: "totp.remove",
  summary: "Turns the authenticator app off, by a code of it or a recovery code.",
  actor: "player",
  gate: null,
  input: FactorCodeInput,
  refusals: { wrong_answer: 422, last_factor: 409 },
  rate,
  // Checking a recovery code takes long, and holds no connection.
  transaction: "own",
  run: ({ input: { code }, actor: { playerId } }) =>
    turnOff({ kind: "player", id: playerId }, code, (tx) =>
      publish(tx, playerSecondFactorChanged, { playerId, changeId: uuidv7(), on: false }),
    ),
});

/** The same for a member of staff, who keeps at least one second factor. */
export const removeStaffTotpCommand = defineCommand({
  name: "account.remove_totp",
  summary: "Turns the authenticator app of the member of staff off, who keeps at least one second factor.",
  actor: "staff",
  permission: accountFactors,
  input: FactorCodeInput,
  refusals: { wrong_answer: 422, last_factor: 409 },
  rate,
  // Checking a recovery code takes long, and holds no connection.
  transaction: "own",
  audit: { writtenBy: "auditStaff" },
  run: ({ input: { code }, actor: { staffId, sessionId } }) =>
    turnOff({ kind: "staff", id: staffId }, code, (tx) =>
      auditStaff(sessionId, { action: "account.remove_totp", subject: `staff:${staffId}` }, tx),
    ),
});
