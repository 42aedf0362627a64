import { accept } from "#lib/core/result.ts";
import { defineCommand } from "../command.ts";
import { noticeRevoked } from "../sessions.ts";
import { revokeToken } from "../tokens/revoke.ts";
import { RevokeTokenInput } from "../tokens/schema.ts";

/** Ends one of the player's API tokens. */
export const revokeTokenCommand = defineCommand({
  name: "token.revoke",
  summary: "Ends one of the player's API tokens.",
  actor: "player",
  gate: null,
  input: RevokeTokenInput,
  refusals: { unknown_token: 404 },
  run: async ({ input: { tokenId }, actor: { playerId }, tx, onCommit }) => {
    const revoked = await revokeToken(tx, playerId, tokenId);
    if (!revoked.ok) return revoked;
    onCommit(() => noticeRevoked(playerId, tokenId));
    return accept(null);
  },
});
