import { reasonLine } from "#lib/audit/index.ts";
import { changed } from "#lib/platform/commands/define.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../command.ts";
import { isBlockedForHarm, liftBlock } from "../exclusion/block.ts";
import { LiftBlockInput } from "../exclusion/schema.ts";
import { playersRestrict } from "../permissions.ts";

/** Lets a player bet again whom staff blocked. A player's own exclusion is not theirs to end. */
export const liftBlockCommand = defineCommand({
  name: "player.lift_block",
  summary: "Ends what staff blocked; what the player or a register excluded stays.",
  actor: "staff",
  permission: playersRestrict,
  idempotency: "key",
  input: LiftBlockInput,
  refusals: { not_blocked: 409 },
  audit: ({ playerId, reason, note }) => ({
    subject: `player:${playerId}`,
    reason: reasonLine(reason, note),
  }),
  fourEyes: async ({ playerId, reason, note }) =>
    (await isBlockedForHarm(playerId))
      ? { subject: `player:${playerId}`, reason: reasonLine(reason, note) }
      : null,
  run: async ({ input, actor, tx, onCommit }) => {
    const { playerId, reason, note } = input;
    const lifted = await liftBlock(tx, actor.staffId, playerId, reasonLine(reason, note));
    if (!lifted.ok) return lifted;
    onCommit(scheduleRelay);
    return changed(null, { before: { blocked: true }, after: { blocked: false } });
  },
});
