import { z } from "zod";
import { uuidText } from "#lib/platform/commands/input.ts";

export const ApprovalInput = z.object({ approvalId: uuidText() });

export type ApprovalRow = {
  id: string;
  command: string;
  subject: string;
  reason: string | null;
  input: unknown;
  requestedBy: string;
  requestedByName: string;
  requestedAt: Date;
  expiresAt: Date;
  status: "pending" | "approved" | "rejected" | "withdrawn" | "expired";
  decidedByName: string | null;
  decidedAt: Date | null;
};

export type ApprovalRefusal =
  | { code: "unknown_approval" }
  /** Somebody approved, rejected or withdrew it, or its time was over. */
  | { code: "approval_over"; status: string }
  /** Whoever asked for it does not approve it. */
  | { code: "own_request" }
  | { code: "not_your_request" }
  | { code: "not_permitted"; permission: string }
  /** It cannot be done any more as it was asked for: `refusal` is the command's own. */
  | { code: "not_possible"; refusal: string };
