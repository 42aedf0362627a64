import type { Result } from "#lib/core/result.ts";

/** One wrong field: where, what kind of wrong, and what was expected. */
export type InputIssue = { path: string; code: string; message: string };

export type RateRefusal = { code: "too_many_requests"; retryAfterSeconds: number };

/** What any command may answer besides its own refusals. */
export type ActionRefusal =
  | { code: "invalid_input"; issues: InputIssue[] }
  | { code: "foreign_origin" }
  | { code: "signed_out" }
  /** The page was made for an account that has signed out since, in another tab. */
  | { code: "other_account" }
  | { code: "forbidden"; permission: string }
  /** Asks for a fresh proof of who it is, by one of these factors; the command is sent again after it. */
  | { code: "step_up_required"; factors: string[] }
  /** Waits until a second person approves it, which has to be by then. */
  | { code: "approval_required"; approvalId: string; expiresAt: Date }
  | RateRefusal
  /** The key was used before, for another input. */
  | { code: "idempotency_key_reused" }
  /** Something broke on our side; `reference` finds it in the log. */
  | { code: "fault"; reference: string };

export type ActionResult<Value, Refusal> = Result<Value, Refusal | ActionRefusal>;

/** What one invariant found. `name` is the sentence that must be true. */
export type InvariantReport = {
  name: string;
  /** Evidence, at most twenty rows. Empty is good. */
  violations: { subject: string; detail: string | null }[];
  ms: number;
};
