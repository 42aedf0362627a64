import { type Result, refuse } from "#lib/core/result.ts";
import { db } from "#lib/platform/database/db.ts";
import { defineCommand } from "../command.ts";
import { beginTotp } from "../factors/totp/totp.ts";
import { passwordMatches } from "../password.ts";
import { BeginTotpInput } from "../schema.ts";

/** Makes a secret for an authenticator app, which counts once a code of it was entered. */
export const beginTotpCommand = defineCommand({
  name: "totp.begin",
  summary: "Makes a secret for an authenticator app, which counts once a code of it was entered.",
  actor: "player",
  gate: null,
  input: BeginTotpInput,
  refusals: { wrong_password: 422, already_on: 409 },
  rate: { name: "totp-begin", points: 10, durationSeconds: 900 },
  // Checking the password takes long, and holds no connection.
  transaction: "own",
  run: async ({
    input,
    actor,
  }): Promise<Result<null, { code: "wrong_password" } | { code: "already_on" }>> => {
    const { passwordHash } = await db().player.findUniqueOrThrow({
      where: { id: actor.playerId },
      select: { passwordHash: true },
    });
    if (!(await passwordMatches(passwordHash, input.current))) return refuse({ code: "wrong_password" });
    return beginTotp({ kind: "player", id: actor.playerId });
  },
});
