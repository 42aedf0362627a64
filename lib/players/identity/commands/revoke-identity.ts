import { reasonLine } from "#lib/audit/index.ts";
import { refuse } from "#lib/core/result.ts";
import { changed } from "#lib/platform/commands/define.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../../command.ts";
import { identityReview } from "../../permissions.ts";
import { identityStates, moveIdentity } from "../machine.ts";
import { IDENTITY_LEVELS, RevokeIdentityInput } from "../schema.ts";
import { blockUnderAge } from "../submission.ts";

/** Staff take back what was verified: the player has to show documents again. */
export const revokeIdentity = defineCommand({
  name: "identity.revoke",
  summary: "Takes back every verified level of a player's identity.",
  actor: "staff",
  permission: identityReview,
  idempotency: "key",
  input: RevokeIdentityInput,
  refusals: { nothing_verified: 409 },
  audit: ({ playerId, reason, note }) => ({
    subject: `player:${playerId}`,
    reason: reasonLine(reason, note),
  }),
  run: async ({ input, actor, tx, onCommit }) => {
    const { playerId, reason } = input;
    const states = await identityStates(playerId, tx);
    const levels = IDENTITY_LEVELS.filter((level) => states[level] === "verified");
    const { staffId } = actor;
    if (!(await moveIdentity(tx, { playerId, action: "revoke", levels, reason, staffId })))
      return refuse({ code: "nothing_verified" as const });
    if (reason === "under_age") await blockUnderAge(tx, playerId, staffId);
    onCommit(scheduleRelay);
    return changed(null, { before: { levels, state: "verified" }, after: { levels, state: "refused" } });
  },
});
