import "server-only";
import { cookies } from "next/headers";
import credentials from "next-auth/providers/credentials";
import {
  type AskedFactors,
  ATTEMPT_SECONDS,
  beginAttempt,
  factorsOfAttempt,
  finishAttempt,
  type Identity,
  secureCookies,
} from "#lib/players/index.ts";
import { SecondFactorInput } from "#lib/players/schema.ts";
import { Refused } from "./refused.ts";

/** Names the attempt of a browser that has shown the password. Without its row, and without the second factor, it is worth nothing. */
const ATTEMPT_COOKIE = "sign-in-attempt";

const attemptCookie = () => ({
  httpOnly: true,
  // An issuer's answer leads to the second step, and a strict cookie does not come along from another site.
  sameSite: "lax" as const,
  path: "/",
  secure: secureCookies(),
});

/** Keeps the attempt on this browser until the second factor is shown. Only in an action or a route. */
export const askSecondFactor = async (account: Identity): Promise<void> => {
  const token = await beginAttempt(account);
  (await cookies()).set(ATTEMPT_COOKIE, token, { ...attemptCookie(), maxAge: ATTEMPT_SECONDS });
};

/** What the second step may ask for, on a browser that has begun to sign in; null on any other. */
export const askedOfAttempt = async (): Promise<AskedFactors | null> => {
  const token = (await cookies()).get(ATTEMPT_COOKIE)?.value;
  return token ? factorsOfAttempt(token) : null;
};

/** The second step of a sign-in: a code or a passkey, for the attempt that the password began. */
export const secondFactor = () =>
  credentials({
    id: "second-factor",
    credentials: { code: { type: "text" }, passkey: {} },
    authorize: async (given): Promise<Identity | null> => {
      const input = SecondFactorInput.safeParse(given);
      if (!input.success) return null;
      const jar = await cookies();
      const finished = await finishAttempt(jar.get(ATTEMPT_COOKIE)?.value ?? "", input.data);
      if (!finished.ok) throw new Refused(finished.refusal);
      jar.set(ATTEMPT_COOKIE, "", { ...attemptCookie(), maxAge: 0 });
      return finished.value;
    },
  });
