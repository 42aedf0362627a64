import { uuidv7 } from "#lib/core/id.ts";
import { accept, refuse } from "#lib/core/result.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../command.ts";
import { playerSecondFactorChanged } from "../events.ts";
import { removeTotp, totpFactor } from "../factors/totp/totp.ts";
import { FactorCodeInput } from "../schema.ts";

/** Turns the authenticator app off, by a code of it or a recovery code. */
export const removeTotpCommand = defineCommand({
  name: "totp.remove",
  summary: "Turns the authenticator app off, by a code of it or a recovery code.",
  actor: "player",
  gate: null,
  input: FactorCodeInput,
  refusals: { wrong_answer: 422 },
  rate: { name: "totp-remove", points: 5, durationSeconds: 900 },
  // Checking a recovery code takes long, and holds no connection.
  transaction: "own",
  run: async ({ input, actor: { playerId } }) => {
    const account = { kind: "player", id: playerId } as const;
    const verified = await totpFactor.verify(account, input.code);
    if (!verified.ok) return refuse(verified.refusal);
    await transaction(async (client) => {
      if (await removeTotp(account, client))
        await publish(client, playerSecondFactorChanged, { playerId, changeId: uuidv7(), on: false });
    });
    scheduleRelay();
    return accept(null);
  },
});
