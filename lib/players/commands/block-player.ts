import { reasonLine } from "#lib/audit/index.ts";
import { changed } from "#lib/platform/commands/define.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../command.ts";
import { blockPlayer } from "../exclusion/block.ts";
import { BlockPlayerInput } from "../exclusion/schema.ts";
import { playersRestrict } from "../permissions.ts";

/** Keeps a player from betting, depositing and playing until staff lift it. Open bets stand, and withdrawals work. */
export const blockPlayerCommand = defineCommand({
  name: "player.block",
  summary: "Keeps a player from betting, depositing and playing.",
  actor: "staff",
  permission: playersRestrict,
  idempotency: "key",
  input: BlockPlayerInput,
  refusals: { unknown_player: 404, already_blocked: 409 },
  audit: ({ playerId, reason, note }) => ({
    subject: `player:${playerId}`,
    reason: reasonLine(reason, note),
  }),
  run: async ({ input, actor, tx, onCommit }) => {
    const { playerId, reason, note } = input;
    const blocked = await blockPlayer(tx, actor.staffId, playerId, reasonLine(reason, note));
    if (!blocked.ok) return blocked;
    onCommit(scheduleRelay);
    return changed(null, { before: { blocked: false }, after: { blocked: true } });
  },
});
