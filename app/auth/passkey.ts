import "server-only";
import credentials from "next-auth/providers/credentials";
import { type Identity, verifyPasskey } from "#lib/players/index.ts";
import { PasskeySignInInput } from "#lib/players/schema.ts";
import { visitorContext } from "./password.ts";
import { Refused } from "./refused.ts";

/** A passkey alone: it is held by its owner and opened by their finger, face or PIN, so that it is two factors already. */
export const passkey = () =>
  credentials({
    id: "passkey",
    credentials: { passkey: { type: "text" } },
    authorize: async (given): Promise<Identity | null> => {
      const input = PasskeySignInInput.safeParse(given);
      if (!input.success) return null;
      const verified = await verifyPasskey(await visitorContext(), input.data.passkey);
      if (!verified.ok) throw new Refused(verified.refusal);
      return verified.value;
    },
  });
