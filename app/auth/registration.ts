import "server-only";
import credentials from "next-auth/providers/credentials";
import { asksSecondFactor, type Identity, verifyIdentity } from "#lib/players/index.ts";
import { registering } from "./oidc.ts";
import { visitorContext } from "./password.ts";

/**
 * Signs in a player who has just registered with an issuer's identity: the issuer vouched for it minutes ago, and only this browser
 * holds what says so. Once.
 */
export const registration = () =>
  credentials({
    id: "registration",
    credentials: {},
    authorize: async (): Promise<Identity | null> => {
      const begun = await registering.read();
      if (!begun) return null;
      await registering.clear();
      const verified = await verifyIdentity(await visitorContext(), begun.identity);
      return verified.ok && !(await asksSecondFactor(verified.value)) ? verified.value : null;
    },
  });
