import { accept } from "#lib/core/result.ts";
import type { Outcome } from "#lib/platform/commands/define.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { playerTokenCreated } from "#lib/players/events.ts";
import { createToken, defineCommand } from "#lib/players/index.ts";
import { CreateTokenInput, type CreateTokenRefusal } from "#lib/players/schema.ts";
import { unknownScope } from "../token-scopes.ts";

/** Makes a token that acts for the player over the HTTP API. The answer is the only place where it is shown. */
export const createTokenCommand = defineCommand({
  name: "token.create",
  summary: "Makes a token that calls the named commands for the player. It is shown once, in the answer.",
  actor: "player",
  gate: null,
  stepUp: true,
  input: CreateTokenInput,
  refusals: { too_many_tokens: 409, unknown_scope: 422 },
  run: async ({
    input,
    actor: { playerId, sessionId },
    tx,
    onCommit,
  }): Promise<Outcome<{ tokenId: string; token: string }, CreateTokenRefusal>> => {
    const unknown = unknownScope({ kind: "player" }, input.scopes);
    if (unknown) return unknown;
    const made = await createToken(tx, { kind: "player", id: playerId }, sessionId, input);
    if (!made.ok) return made;
    await publish(tx, playerTokenCreated, { playerId, tokenId: made.value.tokenId });
    onCommit(scheduleRelay);
    return accept(made.value);
  },
});
