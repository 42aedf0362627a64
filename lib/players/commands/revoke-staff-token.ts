import { changed } from "#lib/platform/commands/define.ts";
import { defineCommand } from "../command.ts";
import { accountWrite } from "../permissions.ts";
import { noticeRevoked } from "../sessions.ts";
import { revokeToken } from "../tokens/revoke.ts";
import { RevokeTokenInput } from "../tokens/schema.ts";

/** Ends one of the API tokens of the member of staff. */
export const revokeStaffTokenCommand = defineCommand({
  name: "account.revoke_token",
  summary: "Ends one of the API tokens of one's staff account.",
  actor: "staff",
  permission: accountWrite,
  input: RevokeTokenInput,
  refusals: { unknown_token: 404 },
  audit: ({ tokenId }) => ({ subject: `token:${tokenId}` }),
  run: async ({ input: { tokenId }, actor: { staffId }, tx, onCommit }) => {
    const revoked = await revokeToken(tx, staffId, tokenId);
    if (!revoked.ok) return revoked;
    onCommit(() => noticeRevoked(staffId, tokenId));
    return changed(null, { before: revoked.value });
  },
});
