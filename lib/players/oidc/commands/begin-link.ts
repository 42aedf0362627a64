import { accept, refuse } from "#lib/core/result.ts";
import { defineQuery } from "../../command.ts";
import { IssuerInput } from "../../schema.ts";
import { issuerById } from "../issuers.ts";

/** Whether the player may go to an issuer to link an identity there, for which a session alone is not enough. Changes nothing. */
export const beginLinkCommand = defineQuery({
  name: "oidc.begin_link",
  summary: "Begins to link an identity of this issuer to the account: the browser goes on at the site.",
  actor: "player",
  input: IssuerInput,
  refusals: { unknown_issuer: 404 },
  stepUp: true,
  run: async ({ input: { issuerId } }) =>
    issuerById(issuerId) ? accept({ issuerId }) : refuse({ code: "unknown_issuer" as const }),
});
