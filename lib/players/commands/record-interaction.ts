import { changed } from "#lib/platform/commands/define.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { recordInteraction } from "../care/interactions.ts";
import { RecordInteractionInput } from "../care/schema.ts";
import { defineCommand } from "../command.ts";
import { playersCare } from "../permissions.ts";

/** Records a conversation with a player, proposes a limit, or sends a message. */
export const recordInteractionCommand = defineCommand({
  name: "player.record_interaction",
  summary:
    "Records a conversation about a player's gambling, proposes a limit to the player, or sends a message.",
  actor: "staff",
  permission: playersCare,
  idempotency: "key",
  input: RecordInteractionInput,
  refusals: { unknown_player: 404, limit_incomplete: 422 },
  audit: ({ playerId, kind, note }) => ({ subject: `player:${playerId}`, reason: `${kind}: ${note}` }),
  run: async ({ input, actor, tx, onCommit }) => {
    const recorded = await recordInteraction(tx, actor.staffId, input);
    if (!recorded.ok) return recorded;
    onCommit(scheduleRelay);
    return changed(null, {
      before: null,
      after: { interaction: input.kind, allowsLimit: input.kind === "contact" && input.allowsLimit },
    });
  },
});
