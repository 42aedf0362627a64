import { uuidv7 } from "#lib/core/id.ts";
import { accept } from "#lib/core/result.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "../command.ts";
import { playerSecondFactorChanged } from "../events.ts";
import { confirmTotp } from "../factors/totp/totp.ts";
import { FactorCodeInput } from "../schema.ts";
import { noticeRevoked, revoke } from "../sessions.ts";

/** Turns the authenticator app on by a code of it, ends every other session, and returns the recovery codes. */
export const confirmTotpCommand = defineCommand({
  name: "totp.confirm",
  summary: "Turns an authenticator app on by a code of it, and returns the recovery codes.",
  actor: "player",
  gate: null,
  input: FactorCodeInput,
  refusals: { wrong_answer: 422, not_begun: 409 },
  rate: { name: "totp-confirm", points: 10, durationSeconds: 900 },
  // Hashing takes long, and holds no connection.
  transaction: "own",
  run: async ({ input, actor: { playerId, sessionId } }) => {
    let ended: string[] = [];
    const confirmed = await confirmTotp({ kind: "player", id: playerId }, input.code, async (client) => {
      ended = await revoke(playerId, { by: playerId, except: sessionId }, client);
      await publish(client, playerSecondFactorChanged, { playerId, changeId: uuidv7(), on: true });
    });
    if (!confirmed.ok) return confirmed;
    await Promise.all(ended.map((id) => noticeRevoked(playerId, id)));
    scheduleRelay();
    return accept({ recoveryCodes: confirmed.value });
  },
});
