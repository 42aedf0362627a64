import { reasonLine } from "#lib/audit/index.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { changed } from "#lib/platform/commands/define.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../../command.ts";
import { playerFactorsReset } from "../../events.ts";
import { playersFactors } from "../../permissions.ts";
import { ResetFactorsInput } from "../../schema.ts";
import { noticeRevoked, revoke } from "../../sessions.ts";
import { removePlayerFactors } from "../replace.ts";

/**
 * Removes every second factor of a player who has lost them, once a second person approves it: whoever can talk one member of staff
 * into this gets into the account. Every session of the player ends, and the player is notified.
 */
export const resetFactorsCommand = defineCommand({
  name: "player.reset_factors",
  summary:
    "Removes a player's authenticator app, passkeys and recovery codes, once a second person approves it.",
  actor: "staff",
  permission: playersFactors,
  byToken: false,
  idempotency: "key",
  input: ResetFactorsInput,
  refusals: { no_second_factor: 409 },
  audit: ({ playerId, reason, note }) => ({
    subject: `player:${playerId}`,
    reason: reasonLine(reason, note),
  }),
  fourEyes: async ({ playerId, reason, note }) => ({
    subject: `player:${playerId}`,
    reason: reasonLine(reason, note),
  }),
  run: async ({ input: { playerId }, actor, tx, onCommit }) => {
    const removed = await removePlayerFactors(playerId, tx);
    if (!removed.ok) return removed;
    await revoke(playerId, { by: actor.staffId }, tx);
    await publish(tx, playerFactorsReset, { playerId, changeId: uuidv7() });
    onCommit(() => noticeRevoked(playerId, null));
    onCommit(scheduleRelay);
    return changed(null, { before: removed.value, after: { app: false, passkeys: 0 } });
  },
});
