import { auditStaff } from "#lib/audit/index.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { wakeRelay } from "#lib/platform/messaging/outbox.ts";
import type { Staff, VoidBetInput, VoidBetRefusal, VoidEffect } from "./schema.ts";
import { reasonLine, tellStaff } from "./suspend.ts";
import { previewVoidBet } from "./void-effect.ts";

/**
 * Voids one open bet: every leg is void and the stake goes back. Returns what it moved. A second call refuses with
 * `already_settled`. The money and the audit row stand or fall together.
 */
export const voidBet = async (
  staff: Staff,
  { betId, reason, note }: VoidBetInput,
): Promise<Result<VoidEffect, VoidBetRefusal>> => {
  const done = await transaction(async (client): Promise<Result<VoidEffect, VoidBetRefusal>> => {
    const effect = await previewVoidBet(betId, client);
    const { rows } = await client.query<{ answer: "voided" | VoidBetRefusal["code"] }>(
      "select staff_void_bet($1, $2, $3) as answer",
      [staff.sessionId, betId, reason],
    );
    const answer = rows[0]?.answer;
    if (answer === "unknown_bet" || answer === "already_settled") return refuse({ code: answer });
    if (answer !== "voided" || !effect) throw new Error(`staff_void_bet answered ${answer}`);
    await auditStaff(
      staff.sessionId,
      {
        action: "bet.void",
        subject: `bet:${betId}`,
        reason: reasonLine(reason, note),
        before: { status: "open", potentialReturn: effect.returnBefore.toString() },
        after: { result: "void", refunded: effect.refundedStake.toString(), currency: effect.currency },
      },
      client,
    );
    return accept(effect);
  });
  if (done.ok) {
    wakeRelay();
    tellStaff("bet_voided", `bet:${betId}`);
  }
  return done;
};
