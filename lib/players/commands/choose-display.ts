import { accept } from "#lib/core/result.ts";
import { defineCommand } from "../command.ts";
import { DisplayInput } from "../schema.ts";
import { updateSettings } from "../settings.ts";

/** Changes how pages look: for a player on every device; a visitor's device keeps the answer itself. */
export const chooseDisplay = defineCommand({
  name: "display.choose",
  summary: "Chooses theme, odds format and time zone.",
  actor: "visitor",
  input: DisplayInput,
  refusals: {},
  transaction: "own",
  run: async ({ input, actor, ...request }) => {
    if (actor) await updateSettings({ ...actor, ...request }, input);
    return accept(input);
  },
});
