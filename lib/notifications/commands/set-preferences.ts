import { accept } from "#lib/core/result.ts";
import { defineCommand } from "#lib/players/index.ts";
import { setPreferences } from "../preferences.ts";
import { PreferencesInput } from "../schema.ts";

/** Chooses which notifications the player receives by which channel. Those about security cannot be declined. */
export const setPreferencesCommand = defineCommand({
  name: "notification.set_preferences",
  summary: "Chooses which notifications the player receives by which channel.",
  actor: "player",
  gate: null,
  input: PreferencesInput,
  refusals: {},
  run: async ({ input, actor, tx }) => {
    await setPreferences(tx, actor.playerId, input.wanted);
    return accept(null);
  },
});
