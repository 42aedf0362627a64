import { z } from "zod";
import { defineCommand } from "../command.ts";
import { resendVerification } from "../links/verify-email.ts";

/** Mails the link that verifies the player's address again. */
export const resendVerificationCommand = defineCommand({
  name: "email.resend_verification",
  summary: "Mails the link that verifies the player's address again.",
  actor: "player",
  gate: null,
  input: z.object({}),
  refusals: { already_verified: 409 },
  rate: { name: "resend-verification", points: 3, durationSeconds: 900 },
  transaction: "own",
  run: ({ actor, input: _, ...request }) => resendVerification({ ...actor, ...request }),
});
