import { z } from "zod";
import { accept } from "#lib/core/result.ts";
import { defineCommand, defineQuery } from "../../command.ts";
import { accountFactors } from "../../permissions.ts";
import { proofOptions, signInOptions } from "../passkey/assertion.ts";

const rate = { points: 120, durationSeconds: 900 };

/** What a browser asks a passkey for, to sign in with it alone. Nothing is stored. */
export const passkeySignInChallenge = defineCommand({
  name: "passkey.sign_in_challenge",
  summary:
    "What navigator.credentials.get() takes to sign in with a passkey, as JSON. Good for five minutes.",
  actor: "visitor",
  input: z.object({}),
  refusals: {},
  rate: { name: "passkey-sign-in-challenge", ...rate },
  // Nothing is read or written.
  transaction: "own",
  run: async () => accept(await signInOptions()),
});

/** What a browser asks a passkey of the player for, as a fresh proof. */
export const passkeyChallenge = defineQuery({
  name: "passkey.challenge",
  summary:
    "What navigator.credentials.get() takes for a fresh proof by a passkey, as JSON. Good for five minutes.",
  actor: "player",
  input: z.object({}),
  refusals: {},
  rate: { name: "passkey-challenge", ...rate },
  run: async ({ actor: { playerId } }) => accept(await proofOptions({ kind: "player", id: playerId })),
});

/** The same for a member of staff. */
export const staffPasskeyChallenge = defineQuery({
  name: "account.passkey_challenge",
  summary:
    "What navigator.credentials.get() takes for a fresh proof by a passkey of a member of staff, as JSON.",
  actor: "staff",
  permission: accountFactors,
  input: z.object({}),
  refusals: {},
  rate: { name: "passkey-challenge", ...rate },
  run: async ({ actor: { staffId } }) => accept(await proofOptions({ kind: "staff", id: staffId })),
});
