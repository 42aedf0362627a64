import type { Result } from "#lib/core/result.ts";
import { log } from "#lib/platform/observability/log.ts";
import type { BulkOutcome } from "./schema.ts";

/** Does something to many events, one after another: each commits by itself, and a failure does not stop the others. */
export const eachEvent = async (
  eventIds: readonly string[],
  one: (eventId: string) => Promise<Result<null, { code: string }>>,
): Promise<BulkOutcome> => {
  const outcome: BulkOutcome = { done: [], failed: [] };
  for (const eventId of new Set(eventIds)) {
    try {
      const answer = await one(eventId);
      if (answer.ok) outcome.done.push(eventId);
      else outcome.failed.push({ eventId, code: answer.refusal.code });
    } catch (error) {
      log.error({ err: error, eventId }, "one of many events could not be changed");
      outcome.failed.push({ eventId, code: "failed" });
    }
  }
  return outcome;
};
