import { z } from "zod";
import { idempotencyKey, plainText, uuidText } from "#lib/platform/commands/input.ts";

/** How staff know that it is the player who asks. */
export const RESET_PROOFS = ["documents", "video_call", "other"] as const;
export type ResetProof = (typeof RESET_PROOFS)[number];

export const ResetFactorsInput = z.object({
  playerId: uuidText(),
  reason: z.enum(RESET_PROOFS),
  note: plainText(500)
    .transform((text) => (text === "" ? null : text))
    .nullish(),
  idempotencyKey: idempotencyKey(),
});
export type ResetFactorsInput = z.output<typeof ResetFactorsInput>;
export type ResetFactorsRefusal = { code: "no_second_factor" };
