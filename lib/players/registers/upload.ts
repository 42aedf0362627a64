import { z } from "zod";
import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { defineCommand } from "../command.ts";
import { playersRegisters } from "../permissions.ts";
import { takesLists } from "./configured.ts";
import { addList, type Uploaded } from "./lists.ts";
import { REGISTERS } from "./schema.ts";

/**
 * Takes a file as the draft of a register's list. It has an address of its own, `POST /admin/registers/lists`, because its body is a file:
 * it is not among the commands of the HTTP API. A file with unreadable lines is recorded, and none of it is kept.
 */
export const uploadList = defineCommand({
  name: "register.upload_list",
  summary: "Keeps a file as the draft of a register's list of excluded people.",
  actor: "staff",
  permission: playersRegisters,
  input: z.object({ register: z.enum(REGISTERS), file: z.instanceof(Buffer) }),
  refusals: { not_by_list: 409 },
  rate: { name: "register-upload", points: 30, durationSeconds: 3_600 },
  audit: ({ register }) => ({ subject: `register:${register}` }),
  run: async ({
    input: { register, file },
    actor,
    tx,
  }): Promise<Outcome<Uploaded, { code: "not_by_list" }>> => {
    if (!takesLists(register)) return refuse({ code: "not_by_list" });
    const uploaded = await addList(tx, actor.staffId, register, file);
    return changed(uploaded, { after: uploaded });
  },
});
