import { changed } from "#lib/platform/commands/define.ts";
import { defineCommand } from "../../command.ts";
import { playersRegisters } from "../../permissions.ts";
import { discardList } from "../lists.ts";
import { DiscardListInput } from "../schema.ts";

/** Drops the draft of a register's list. */
export const discardListCommand = defineCommand({
  name: "register.discard_list",
  summary: "Drops a list of excluded people that was uploaded and is not in force.",
  actor: "staff",
  permission: playersRegisters,
  input: DiscardListInput,
  refusals: { list_over: 409 },
  audit: ({ listId }) => ({ subject: `register_list:${listId}` }),
  run: async ({ input: { listId }, tx }) => {
    const dropped = await discardList(tx, listId);
    return dropped.ok ? changed(null, { before: dropped.value }) : dropped;
  },
});
