import { defineCommand } from "../command.ts";
import { SessionInput } from "../schema.ts";
import { revokeSession } from "../sessions.ts";

/** Ends one session of the player, this one or another device's. */
export const revokeSessionCommand = defineCommand({
  name: "session.revoke",
  summary: "Ends one of the player's sessions.",
  actor: "player",
  gate: null,
  input: SessionInput,
  refusals: { unknown_session: 404 },
  // One statement.
  transaction: "own",
  run: ({ input, actor, ...request }) => revokeSession({ ...actor, ...request }, input),
});
