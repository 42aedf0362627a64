import { changed } from "#lib/platform/commands/define.ts";
import { defineCommand } from "../../command.ts";
import { playersRegisters } from "../../permissions.ts";
import { applyList, listRemovesMany } from "../lists.ts";
import { ApplyListInput } from "../schema.ts";

/** Puts the draft of a register's list in force. A second person approves one that lets many in again. */
export const applyListCommand = defineCommand({
  name: "register.apply_list",
  summary: "Puts a list of excluded people in force; one that lets many in again waits for a second person.",
  actor: "staff",
  permission: playersRegisters,
  input: ApplyListInput,
  refusals: { list_over: 409, list_changed: 409 },
  audit: ({ listId }) => ({ subject: `register_list:${listId}` }),
  fourEyes: async ({ listId }) =>
    (await listRemovesMany(listId)) ? { subject: `register_list:${listId}` } : null,
  run: async ({ input, tx }) => {
    const applied = await applyList(tx, input);
    if (!applied.ok) return applied;
    const { register, before, after } = applied.value;
    return changed(null, { before: { register, ...before }, after: { register, ...after } });
  },
});
