import { refuse } from "#lib/core/result.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../../command.ts";
import { IssuerInput } from "../../schema.ts";
import { unlinkIdentity } from "../identities.ts";
import { issuerById } from "../issuers.ts";

/** Takes the player's identity of an issuer from the account, unless nothing would be left to sign in with. */
export const unlinkIdentityCommand = defineCommand({
  name: "oidc.unlink",
  summary: "Unlinks the player's identity of this issuer, unless nothing would be left to sign in with.",
  actor: "player",
  gate: null,
  input: IssuerInput,
  refusals: { unknown_identity: 404, last_factor: 409 },
  stepUp: true,
  run: async ({ input: { issuerId }, actor: { playerId }, tx, onCommit }) => {
    const issuer = issuerById(issuerId);
    if (!issuer) return refuse({ code: "unknown_identity" as const });
    onCommit(scheduleRelay);
    return unlinkIdentity(playerId, issuer.issuer, tx);
  },
});
