import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../command.ts";
import { excludeSelf } from "../exclusion/exclude.ts";
import { SelfExclusionInput } from "../exclusion/schema.ts";
import { reportDuplicates } from "../person/duplicates.ts";

/** Excludes the player for a term or without an end. Nobody can undo it early. */
export const selfExclude = defineCommand({
  name: "player.self_exclude",
  summary: "Excludes the player for a term or without an end.",
  actor: "player",
  gate: null,
  byToken: false,
  input: SelfExclusionInput,
  refusals: { term_not_offered: 422, already_excluded: 409 },
  run: async ({ input, actor, tx, clock, onCommit }) => {
    onCommit(scheduleRelay);
    const excluded = await excludeSelf(
      tx,
      actor.playerId,
      clock.now(),
      "self_exclusion",
      input.months === "indefinite" ? null : { months: input.months },
    );
    // The same person's other accounts are for staff to look at.
    if (excluded.ok) await reportDuplicates(tx, actor.playerId);
    return excluded;
  },
});
