import "server-only";
import { refuse } from "#lib/core/result.ts";
import { defineCommand, registerPlayer } from "#lib/players/index.ts";
import { RegistrationApplication } from "#lib/players/schema.ts";
import { registering } from "./oidc.ts";

/** Registers a visitor who was sent back by an issuer. The identity takes the place of the password. */
export const registerByIdentity = defineCommand({
  name: "player.register_by_identity",
  summary: "Opens an account for the identity that its issuer has vouched for.",
  actor: "visitor",
  input: RegistrationApplication,
  refusals: { registration_refused: 422 },
  transaction: "own",
  run: async ({ input, actor: _, ...request }) => {
    const begun = await registering.read();
    if (!begun) return refuse({ code: "registration_refused" as const, faults: [] });
    return registerPlayer(request, input, begun.identity);
  },
});
