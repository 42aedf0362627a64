import { z } from "zod";
import { defineCommand } from "../command.ts";
import { beginTotp } from "../factors/totp/totp.ts";

/** Makes a secret for an authenticator app, which counts once a code of it was entered. */
export const beginTotpCommand = defineCommand({
  name: "totp.begin",
  summary: "Makes a secret for an authenticator app, which counts once a code of it was entered.",
  actor: "player",
  gate: null,
  input: z.object({}),
  refusals: { already_on: 409 },
  rate: { name: "totp-begin", points: 10, durationSeconds: 900 },
  stepUp: true,
  transaction: "own",
  run: ({ actor }) => beginTotp({ kind: "player", id: actor.playerId }),
});
