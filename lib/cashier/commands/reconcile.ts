import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { deskChanged, reconciliationAsked } from "../events.ts";
import { paymentsCorrect } from "../permissions.ts";
import { providerNamed } from "../providers/index.ts";
import { correctDifference, takeDifference } from "../reconciliation/differences.ts";
import {
  CorrectDifferenceInput,
  StartReconciliationInput,
  TakeDifferenceInput,
} from "../reconciliation/schema.ts";

type StartRefusal = { code: "unknown_provider" } | { code: "period_empty" };

/** Has one provider reconciled now, besides the run of every morning. */
export const startReconciliationCommand = defineCommand({
  name: "reconciliation.start",
  summary: "Reconciles one provider over a period of whole days (UTC).",
  actor: "staff",
  permission: paymentsCorrect,
  input: StartReconciliationInput,
  refusals: { unknown_provider: 404, period_empty: 422 },
  audit: ({ provider }) => ({ subject: `provider:${provider}` }),
  run: async ({ input, tx, onCommit }): Promise<Outcome<null, StartRefusal>> => {
    const { provider, since, until } = input;
    if (!providerNamed(provider)) return refuse({ code: "unknown_provider" });
    if (until < since) return refuse({ code: "period_empty" });
    await publish(tx, reconciliationAsked, { provider, fromDay: since, toDay: until });
    onCommit(scheduleRelay);
    return changed(null, { after: { since, until } });
  },
});

/** Makes a difference one's own, or gives it back. */
export const takeDifferenceCommand = defineCommand({
  name: "reconciliation.take",
  summary: "Takes a difference of reconciliation, or gives it back.",
  actor: "staff",
  permission: paymentsCorrect,
  input: TakeDifferenceInput,
  refusals: { taken_by_other: 409 },
  audit: ({ differenceId }) => ({ subject: `difference:${differenceId}` }),
  run: async ({ input: { differenceId, from }, actor: { staffId }, tx, onCommit }) => {
    const to = from === staffId ? null : staffId;
    if (!(await takeDifference({ differenceId, from, to }, tx)))
      return refuse({ code: "taken_by_other" as const });
    await publish(tx, deskChanged, { subject: `difference:${differenceId}` });
    onCommit(scheduleRelay);
    return changed(null, { before: { assignee: from }, after: { assignee: to } });
  },
});

const amountOf = (text: string | null): bigint | null => (text === null ? null : BigInt(text));

/** Posts a difference, which closes it. A second person approves it. */
export const correctDifferenceCommand = defineCommand({
  name: "reconciliation.correct",
  summary: "Closes a difference of reconciliation by posting it against an account of the operator.",
  actor: "staff",
  permission: paymentsCorrect,
  idempotency: "key",
  input: CorrectDifferenceInput,
  refusals: { unknown_difference: 404, difference_closed: 409, difference_changed: 409, other_currency: 409 },
  audit: ({ differenceId, reason }) => ({ subject: `difference:${differenceId}`, reason }),
  fourEyes: async ({ differenceId, reason }) => ({ subject: `difference:${differenceId}`, reason }),
  run: async ({ input, actor: { staffId }, tx, onCommit }) => {
    const { differenceId, counter } = input;
    const [ledgerAmount, outsideAmount] = [amountOf(input.ledgerAmount), amountOf(input.outsideAmount)];
    const corrected = await correctDifference(
      { differenceId, counter, ledgerAmount, outsideAmount, staffId },
      tx,
    );
    if (!corrected.ok) return corrected;
    await publish(tx, deskChanged, { subject: `difference:${differenceId}` });
    onCommit(scheduleRelay);
    return changed(corrected.value, { before: { state: "open" }, after: { state: "corrected", counter } });
  },
});
