import { accept } from "#lib/core/result.ts";
import { keyOfPart } from "#lib/platform/commands/idempotency.ts";
import { defineCommand } from "#lib/players/index.ts";
import { marketsSuspend } from "#lib/sportsbook/permissions.ts";
import { eachEvent } from "../each-event.ts";
import { BulkInput } from "../schema.ts";
import { resume } from "./resume.ts";

/** Lifts suspensions by staff of many events. The answer names those that staff did not suspend as failed. */
export const resumeMany = defineCommand({
  name: "betting.resume_events",
  summary: "Lifts suspensions by staff of many events, each by itself.",
  actor: "staff",
  permission: marketsSuspend,
  input: BulkInput.omit({ reason: true }),
  refusals: {},
  transaction: "own",
  audit: { writtenBy: "betting.resume, for each event" },
  run: async ({ input: { eventIds, note, idempotencyKey }, actor }) =>
    accept(
      await eachEvent(eventIds, (id) =>
        resume(actor, {
          where: { scope: "event", id },
          note,
          idempotencyKey: keyOfPart(idempotencyKey, id),
        }),
      ),
    ),
});
