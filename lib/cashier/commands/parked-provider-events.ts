import { changed } from "#lib/platform/commands/define.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { dismissProviderEvents, retryProviderEvents } from "../desk/provider-events.ts";
import { ParkedEventsInput } from "../desk/schema.ts";
import { deskChanged } from "../events.ts";
import { paymentsCorrect } from "../permissions.ts";

const subjectOf = ({ provider, kind }: { provider: string; kind: string }): string =>
  `provider_event:${provider}/${kind}`;

/** Processes parked events of one kind again. Those that still fail are parked again. */
export const retryProviderEventsCommand = defineCommand({
  name: "webhook.retry",
  summary: "Processes parked events of a provider again.",
  actor: "staff",
  permission: paymentsCorrect,
  idempotency: "key",
  input: ParkedEventsInput,
  refusals: {},
  audit: (input) => ({ subject: subjectOf(input) }),
  run: async ({ input, tx, onCommit }) => {
    const events = await retryProviderEvents(input.provider, input.kind, tx);
    await publish(tx, deskChanged, { subject: subjectOf(input) });
    onCommit(scheduleRelay);
    return changed({ events }, { after: { events } });
  },
});

/** Takes parked events of one kind off the list. They stay stored. */
export const dismissProviderEventsCommand = defineCommand({
  name: "webhook.dismiss",
  summary: "Takes parked events of a provider that need nothing off the list.",
  actor: "staff",
  permission: paymentsCorrect,
  idempotency: "key",
  input: ParkedEventsInput,
  refusals: {},
  audit: (input) => ({ subject: subjectOf(input) }),
  run: async ({ input, tx, onCommit }) => {
    const events = await dismissProviderEvents(input.provider, input.kind, tx);
    await publish(tx, deskChanged, { subject: subjectOf(input) });
    onCommit(scheduleRelay);
    return changed({ events }, { after: { events } });
  },
});
