import { reasonLine } from "#lib/audit/index.ts";
import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { statement, text, uuid } from "#lib/platform/database/statement.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { betsVoid } from "#lib/sportsbook/permissions.ts";
import { voidIsLarge } from "../approvals/second-person.ts";
import { betVoided } from "../events.ts";
import { VoidBetInput, type VoidBetRefusal, type VoidEffect } from "../schema.ts";
import { previewVoidBet } from "../void-effect.ts";

const voidAs = statement({
  text: "select staff_void_bet($1, $2, $3) as answer",
  params: [uuid, uuid, text],
  row: { answer: text },
});

/**
 * Voids one open bet: every leg is void and the stake goes back. Answers with what it moved. A second call refuses with
 * `already_settled`.
 */
export const voidBet = defineCommand({
  name: "bet.void",
  summary: "Voids an open bet and returns its stake.",
  actor: "staff",
  permission: betsVoid,
  idempotency: "key",
  input: VoidBetInput,
  refusals: { unknown_bet: 404, already_settled: 409 },
  audit: ({ betId, reason, note }) => ({ subject: `bet:${betId}`, reason: reasonLine(reason, note) }),
  fourEyes: async (input) =>
    (await voidIsLarge(input))
      ? { subject: `bet:${input.betId}`, reason: reasonLine(input.reason, input.note) }
      : null,
  run: async ({ input, actor, tx, onCommit }): Promise<Outcome<VoidEffect, VoidBetRefusal>> => {
    const { betId, reason } = input;
    const effect = await previewVoidBet(betId, tx);
    const answer = (await voidAs.first([actor.sessionId, betId, reason], tx))?.answer;
    if (answer === "unknown_bet" || answer === "already_settled") return refuse({ code: answer });
    if (answer !== "voided" || !effect) throw new Error(`staff_void_bet answered ${answer}`);
    onCommit(scheduleRelay);
    await publish(tx, betVoided, { subject: `bet:${betId}` });
    return changed(effect, {
      before: { status: "open", potentialReturn: effect.returnBefore.toString() },
      after: { result: "void", refunded: effect.refundedStake.toString(), currency: effect.currency },
    });
  },
});
