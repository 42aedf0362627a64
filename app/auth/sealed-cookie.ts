import "server-only";
import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { env } from "#lib/platform/config/env.ts";
import { secureCookies } from "#lib/players/index.ts";

/**
 * A cookie of some minutes that only this site can read: what a browser is in the middle of. Its content was encrypted for its name
 * and ends with it. Writing is for actions and routes only.
 */
export const sealedCookie = <Content extends Record<string, unknown>>(name: string, seconds: number) => {
  const key = () => (secureCookies() ? `__Host-${name}` : name);
  const options = () => ({
    httpOnly: true,
    // Comes along when an issuer sends the browser back.
    sameSite: "lax" as const,
    path: "/",
    secure: secureCookies(),
  });
  return {
    write: async (content: Content): Promise<void> => {
      const value = await encode({ token: content, secret: env().AUTH_SECRET, maxAge: seconds, salt: name });
      (await cookies()).set(key(), value, { ...options(), maxAge: seconds });
    },
    read: async (): Promise<Content | null> => {
      const token = (await cookies()).get(key())?.value;
      if (!token) return null;
      return (await decode({ token, secret: env().AUTH_SECRET, salt: name }).catch(
        () => null,
      )) as Content | null;
    },
    clear: async (): Promise<void> => {
      (await cookies()).set(key(), "", { ...options(), maxAge: 0 });
    },
  };
};
