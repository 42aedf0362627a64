import { defineCommand } from "../command.ts";
import { SettingsInput } from "../schema.ts";
import { updateSettings } from "../settings.ts";

/** Changes the given settings of the player and leaves the others. */
export const updateSettingsCommand = defineCommand({
  name: "player.update_settings",
  summary: "Changes the given settings and leaves the others.",
  actor: "player",
  gate: null,
  input: SettingsInput,
  refusals: { quick_stake_invalid: 422 },
  // One statement.
  transaction: "own",
  run: ({ input, actor, ...request }) => updateSettings({ ...actor, ...request }, input),
});
