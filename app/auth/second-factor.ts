import "server-only";
import { cookies } from "next/headers";
import credentials from "next-auth/providers/credentials";
import {
  ATTEMPT_SECONDS,
  beginAttempt,
  finishAttempt,
  type Identity,
  secureCookies,
} from "#lib/players/index.ts";
import { FactorCodeInput } from "#lib/players/schema.ts";
import { Refused } from "./refused.ts";

/** Names the attempt of a browser that has shown the password. Without its row, and without the second factor, it is worth nothing. */
const ATTEMPT_COOKIE = "sign-in-attempt";

const attemptCookie = () => ({
  httpOnly: true,
  sameSite: "strict" as const,
  path: "/",
  secure: secureCookies(),
});

/** Keeps the attempt on this browser until the second factor is shown. Only in an action or a route. */
export const askSecondFactor = async (account: Identity): Promise<void> => {
  const token = await beginAttempt(account);
  (await cookies()).set(ATTEMPT_COOKIE, token, { ...attemptCookie(), maxAge: ATTEMPT_SECONDS });
};

/** Whether this browser has begun to sign in. */
export const hasAttempt = async (): Promise<boolean> => (await cookies()).has(ATTEMPT_COOKIE);

/** The second step of a sign-in: a code, for the attempt that the password began. */
export const secondFactor = () =>
  credentials({
    id: "second-factor",
    credentials: { code: { type: "text" } },
    authorize: async (given): Promise<Identity | null> => {
      const input = FactorCodeInput.safeParse(given);
      if (!input.success) return null;
      const jar = await cookies();
      const finished = await finishAttempt(jar.get(ATTEMPT_COOKIE)?.value ?? "", input.data.code);
      if (!finished.ok) throw new Refused(finished.refusal);
      jar.set(ATTEMPT_COOKIE, "", { ...attemptCookie(), maxAge: 0 });
      return finished.value;
    },
  });
