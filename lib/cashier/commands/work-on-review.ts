import { refuse } from "#lib/core/result.ts";
import { changed } from "#lib/platform/commands/define.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { askInformation, continueReview, releaseReview, takeReview } from "../desk/review.ts";
import {
  AskInformationInput,
  ContinueReviewInput,
  ReleaseReviewInput,
  TakeReviewInput,
} from "../desk/schema.ts";
import { deskChanged } from "../events.ts";
import { paymentsReview } from "../permissions.ts";

/** Makes a withdrawal in review one's own, so that no two people work on it. */
export const takeReviewCommand = defineCommand({
  name: "withdrawal.take",
  summary: "Takes a withdrawal in review, also over from a colleague who was named.",
  actor: "staff",
  permission: paymentsReview,
  input: TakeReviewInput,
  refusals: { not_in_review: 409, taken_by_other: 409 },
  audit: ({ paymentId }) => ({ subject: `payment:${paymentId}` }),
  run: async ({ input: { paymentId, from }, actor: { staffId }, tx, onCommit }) => {
    const taken = await takeReview({ paymentId, from, staffId }, tx);
    if (!taken.ok) return taken;
    await publish(tx, deskChanged, { subject: `payment:${paymentId}` });
    onCommit(scheduleRelay);
    return changed(null, { before: { assignee: from }, after: { assignee: staffId } });
  },
});

/** Gives a withdrawal in review back to the queue. */
export const releaseReviewCommand = defineCommand({
  name: "withdrawal.release",
  summary: "Gives a withdrawal in review back to the queue.",
  actor: "staff",
  permission: paymentsReview,
  input: ReleaseReviewInput,
  refusals: { not_yours: 409 },
  audit: ({ paymentId }) => ({ subject: `payment:${paymentId}` }),
  run: async ({ input: { paymentId }, actor: { staffId }, tx, onCommit }) => {
    if (!(await releaseReview(paymentId, staffId, tx))) return refuse({ code: "not_yours" as const });
    await publish(tx, deskChanged, { subject: `payment:${paymentId}` });
    onCommit(scheduleRelay);
    return changed(null, { before: { assignee: staffId }, after: { assignee: null } });
  },
});

/** Asks the player of a withdrawal in review for documents that show where the money comes from. */
export const askInformationCommand = defineCommand({
  name: "withdrawal.ask_information",
  summary: "Asks the player of a withdrawal in review for documents; it waits for them.",
  actor: "staff",
  permission: paymentsReview,
  idempotency: "key",
  input: AskInformationInput,
  refusals: { not_in_review: 409 },
  audit: ({ paymentId, note }) => ({ subject: `payment:${paymentId}`, reason: note }),
  run: async ({ input: { paymentId, note }, actor: { staffId }, tx, onCommit }) => {
    if (!(await askInformation({ paymentId, note, staffId }, tx)))
      return refuse({ code: "not_in_review" as const });
    onCommit(scheduleRelay);
    return changed(null, { before: { state: "in_review" }, after: { state: "information_needed" } });
  },
});

/** Goes on with the review of a withdrawal without the documents that were asked for. */
export const continueReviewCommand = defineCommand({
  name: "withdrawal.continue_review",
  summary: "Reviews a withdrawal without the documents that its player was asked for.",
  actor: "staff",
  permission: paymentsReview,
  idempotency: "key",
  input: ContinueReviewInput,
  refusals: { not_asked: 409 },
  audit: ({ paymentId, reason }) => ({ subject: `payment:${paymentId}`, reason }),
  run: async ({ input: { paymentId }, actor: { staffId }, tx, onCommit }) => {
    if (!(await continueReview(paymentId, staffId, tx))) return refuse({ code: "not_asked" as const });
    onCommit(scheduleRelay);
    return changed(null, { before: { state: "information_needed" }, after: { state: "in_review" } });
  },
});
