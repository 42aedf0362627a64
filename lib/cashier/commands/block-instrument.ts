import { refuse } from "#lib/core/result.ts";
import { changed } from "#lib/platform/commands/define.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { blockInstrument, unblockInstrument } from "../desk/instruments.ts";
import { InstrumentInput } from "../desk/schema.ts";
import { deskChanged } from "../events.ts";
import { paymentsCorrect } from "../permissions.ts";

const subjectOf = ({ instrumentId }: { instrumentId: string }): string => `instrument:${instrumentId}`;

/** Blocks a card or an account: nobody deposits by it or withdraws to it. */
export const blockInstrumentCommand = defineCommand({
  name: "instrument.block",
  summary: "Blocks a card or an account for deposits and withdrawals, whoever uses it.",
  actor: "staff",
  permission: paymentsCorrect,
  idempotency: "key",
  input: InstrumentInput,
  refusals: { not_blockable: 409 },
  audit: (input) => ({ subject: subjectOf(input), reason: input.reason }),
  run: async ({ input, actor: { staffId }, tx, onCommit }) => {
    const { instrumentId, reason } = input;
    if (!(await blockInstrument({ instrumentId, reason, staffId }, tx)))
      return refuse({ code: "not_blockable" as const });
    await publish(tx, deskChanged, { subject: subjectOf(input) });
    onCommit(scheduleRelay);
    return changed(null, { before: { blocked: false }, after: { blocked: true } });
  },
});

/** Lets a card or an account be used again. A second person approves it. */
export const unblockInstrumentCommand = defineCommand({
  name: "instrument.unblock",
  summary: "Lets a blocked card or account be used again.",
  actor: "staff",
  permission: paymentsCorrect,
  idempotency: "key",
  input: InstrumentInput,
  refusals: { not_blocked: 409 },
  audit: (input) => ({ subject: subjectOf(input), reason: input.reason }),
  fourEyes: async (input) => ({ subject: subjectOf(input), reason: input.reason }),
  run: async ({ input, actor: { staffId }, tx, onCommit }) => {
    if (!(await unblockInstrument(input.instrumentId, staffId, tx)))
      return refuse({ code: "not_blocked" as const });
    await publish(tx, deskChanged, { subject: subjectOf(input) });
    onCommit(scheduleRelay);
    return changed(null, { before: { blocked: true }, after: { blocked: false } });
  },
});
