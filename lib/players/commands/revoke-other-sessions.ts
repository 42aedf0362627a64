import { z } from "zod";
import { defineCommand } from "../command.ts";
import { revokeOtherSessions } from "../sessions.ts";

/** Ends every session of the player but this one. */
export const revokeOtherSessionsCommand = defineCommand({
  name: "session.revoke_others",
  summary: "Ends every session of the player but this one.",
  actor: "player",
  gate: null,
  input: z.object({}),
  refusals: {},
  // One statement.
  transaction: "own",
  run: ({ actor, input: _, ...request }) => revokeOtherSessions({ ...actor, ...request }),
});
