import type { Result } from "#lib/core/result.ts";
import { log } from "#lib/platform/observability/log.ts";
import type { BulkInput, BulkOutcome, Staff } from "./schema.ts";
import { resume, suspend } from "./suspend.ts";

type One = (eventId: string) => Promise<Result<null, { code: string }>>;

// One after another: each is a transaction of its own, and one that fails holds nothing up.
const each = async (eventIds: readonly string[], verb: One): Promise<BulkOutcome> => {
  const outcome: BulkOutcome = { done: [], failed: [] };
  for (const eventId of new Set(eventIds)) {
    try {
      const answer = await verb(eventId);
      if (answer.ok) outcome.done.push(eventId);
      else outcome.failed.push({ eventId, code: answer.refusal.code });
    } catch (error) {
      log.error({ err: error, eventId }, "one of many events could not be changed");
      outcome.failed.push({ eventId, code: "failed" });
    }
  }
  return outcome;
};

/** Stops betting on many events for one reason. Each has its own audit row; what failed is told by event. */
export const suspendMany = async (
  staff: Staff,
  { eventIds, reason, note }: BulkInput,
): Promise<Result<BulkOutcome, never>> => ({
  ok: true,
  value: await each(eventIds, (id) => suspend(staff, { where: { scope: "event", id }, reason, note })),
});

/** Lifts staff's suspension of many events. Those that staff did not suspend are told as failed. */
export const resumeMany = async (
  staff: Staff,
  { eventIds, note }: Pick<BulkInput, "eventIds" | "note">,
): Promise<Result<BulkOutcome, never>> => ({
  ok: true,
  value: await each(eventIds, (id) => resume(staff, { where: { scope: "event", id }, note })),
});
