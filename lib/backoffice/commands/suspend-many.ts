import { accept } from "#lib/core/result.ts";
import { keyOfPart } from "#lib/platform/commands/idempotency.ts";
import { defineCommand } from "#lib/players/index.ts";
import { marketsSuspend } from "#lib/sportsbook/permissions.ts";
import { eachEvent } from "../each-event.ts";
import { BulkInput } from "../schema.ts";
import { suspend } from "./suspend.ts";

/** Suspends betting on many events for one reason. Each has its own audit row; the answer names those that failed. */
export const suspendMany = defineCommand({
  name: "betting.suspend_events",
  summary: "Suspends betting on many events, each by itself.",
  actor: "staff",
  permission: marketsSuspend,
  input: BulkInput,
  refusals: {},
  transaction: "own",
  audit: { writtenBy: "betting.suspend, for each event" },
  run: async ({ input: { eventIds, reason, note, idempotencyKey }, actor }) =>
    accept(
      await eachEvent(eventIds, (id) =>
        suspend(actor, {
          where: { scope: "event", id },
          reason,
          note,
          idempotencyKey: keyOfPart(idempotencyKey, id),
        }),
      ),
    ),
});
