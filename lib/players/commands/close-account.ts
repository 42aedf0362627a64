import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../command.ts";
import { excludeSelf } from "../exclusion/exclude.ts";
import { CloseAccountInput } from "../exclusion/schema.ts";

/** Closes the account for good. Open bets stand and are paid, and the balance can be withdrawn. Nobody can undo it early. */
export const closeAccount = defineCommand({
  name: "player.close_account",
  summary: "Closes the account for good. Open bets stand and are paid, and the balance can be withdrawn.",
  actor: "player",
  gate: null,
  byToken: false,
  input: CloseAccountInput,
  refusals: { term_not_offered: 422, already_excluded: 409 },
  run: ({ actor, tx, clock, onCommit }) => {
    onCommit(scheduleRelay);
    return excludeSelf(tx, actor.playerId, clock.now(), "closure", null);
  },
});
