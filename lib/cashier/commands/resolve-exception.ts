import { changed } from "#lib/platform/commands/define.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { assignException, dismissException, limitsText } from "../desk/exceptions.ts";
import { returnException } from "../desk/returns.ts";
import { AssignExceptionInput, ResolveExceptionInput } from "../desk/schema.ts";
import { deskChanged } from "../events.ts";
import { paymentsCorrect } from "../permissions.ts";

const subjectOf = ({ exceptionId }: { exceptionId: string }): string => `payment_exception:${exceptionId}`;

const REFUSALS = {
  unknown_exception: 404,
  unknown_player: 404,
  already_resolved: 409,
  other_currency: 409,
  no_money: 409,
  has_money: 409,
} as const;

/** Credits money in suspense to a player. A second person approves it, who also sees the limits that the player has set. */
export const assignExceptionCommand = defineCommand({
  name: "suspense.assign",
  summary: "Credits money in suspense to a player, as a deposit within the player's limits.",
  actor: "staff",
  permission: paymentsCorrect,
  idempotency: "key",
  input: AssignExceptionInput,
  refusals: {
    ...REFUSALS,
    amount_invalid: 422,
    below_minimum: 422,
    above_maximum: 422,
    above_day_limit: 422,
    currency_not_offered: 422,
    limit_reached: 403,
    identity_required: 403,
    limits_required: 409,
    limit_choice_required: 409,
    card_invalid: 422,
    credit_card: 403,
    no_provider: 503,
    register_unavailable: 503,
    register_details_missing: 403,
    player_barred: 403,
    play_stopped: 409,
  },
  audit: (input) => ({ subject: subjectOf(input), reason: input.reason }),
  fourEyes: async (input) => {
    const limits = await limitsText(input.player);
    return {
      subject: subjectOf(input),
      reason: limits ? `${input.reason} (limits of the player: ${limits})` : input.reason,
    };
  },
  run: async ({ input, actor: { staffId }, tx, onCommit }) => {
    const { exceptionId, player } = input;
    const assigned = await assignException({ exceptionId, player, staffId }, tx);
    if (!assigned.ok) return assigned;
    await publish(tx, deskChanged, { subject: subjectOf(input) });
    onCommit(scheduleRelay);
    return changed({ paymentId: assigned.value.paymentId }, { after: { ...assigned.value } });
  },
});

/** Sends money in suspense back to where it came from. A second person approves it. */
export const returnExceptionCommand = defineCommand({
  name: "suspense.return",
  summary: "Sends money in suspense back to its sender.",
  actor: "staff",
  permission: paymentsCorrect,
  idempotency: "key",
  input: ResolveExceptionInput,
  refusals: REFUSALS,
  audit: (input) => ({ subject: subjectOf(input), reason: input.reason }),
  fourEyes: async (input) => ({ subject: subjectOf(input), reason: input.reason }),
  run: async ({ input, actor: { staffId }, tx, onCommit }) => {
    const planned = await returnException({ exceptionId: input.exceptionId, staffId }, tx);
    if (!planned.ok) return planned;
    await publish(tx, deskChanged, { subject: subjectOf(input) });
    onCommit(scheduleRelay);
    return changed(null, { after: { returning: true } });
  },
});

/** Ends an exception behind which there is no money. */
export const dismissExceptionCommand = defineCommand({
  name: "suspense.dismiss",
  summary: "Closes an exception behind which there is no money.",
  actor: "staff",
  permission: paymentsCorrect,
  idempotency: "key",
  input: ResolveExceptionInput,
  refusals: REFUSALS,
  audit: (input) => ({ subject: subjectOf(input), reason: input.reason }),
  run: async ({ input, actor: { staffId }, tx, onCommit }) => {
    const dismissed = await dismissException({ exceptionId: input.exceptionId, staffId }, tx);
    if (!dismissed.ok) return dismissed;
    await publish(tx, deskChanged, { subject: subjectOf(input) });
    onCommit(scheduleRelay);
    return changed(null, { after: { resolution: "dismissed" } });
  },
});
