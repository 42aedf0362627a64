import { z } from "zod";
import { plainText, uuidText } from "#lib/platform/commands/input.ts";

/** What somebody doubts a deposit by. An inquiry of the bank may become a dispute. */
export const DISPUTE_KINDS = ["dispute", "inquiry", "fraud_warning", "review"] as const;
export type DisputeKind = (typeof DISPUTE_KINDS)[number];

export const DISPUTE_RESULTS = ["won", "lost", "closed"] as const;
export type DisputeResult = (typeof DISPUTE_RESULTS)[number];

export const CloseDisputeInput = z.object({ disputeId: uuidText(), reason: plainText(500).min(3) });
