import "server-only";
import type { NextAuthOptions } from "next-auth";
import credentials from "next-auth/providers/credentials";
import { systemClock } from "#lib/core/clock.ts";
import { env } from "#lib/platform/config/env.ts";
import { parseAddress } from "#lib/platform/http/edge/address.ts";
import { safePath } from "#lib/platform/http/origin.ts";
import { log } from "#lib/platform/observability/log.ts";
import {
  findSession,
  openSession,
  revokeSession,
  SESSION_SECONDS,
  verifyCredentials,
} from "#lib/players/index.ts";
import { type SignedIn, SignInInput } from "#lib/players/schema.ts";
import { currentSession } from "../../session.ts";
import { secureCookies } from "../../session-cookie.ts";

declare module "next-auth/jwt" {
  /** The cookie only names a session row; what the row says is read for every request. */
  interface JWT {
    sub?: string;
    sid?: string;
    kind?: SignedIn["kind"];
  }
}

declare module "next-auth" {
  interface User {
    sid: string;
    kind: SignedIn["kind"];
  }
  interface Session {
    sid: string | null;
    kind: SignedIn["kind"] | null;
    id: string | null;
  }
}

/** Built when it is first asked for, because a build has no configuration. */
export const authOptions = (): NextAuthOptions => {
  // next-auth reads its own address from here and warns without it.
  process.env.NEXTAUTH_URL ??= env().PUBLIC_URL;
  return {
    secret: env().AUTH_SECRET,
    useSecureCookies: secureCookies(),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS.player },
    jwt: { maxAge: SESSION_SECONDS.player },
    pages: { signIn: "/sign-in", signOut: "/", error: "/sign-in" },
    providers: [
      credentials({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (given, request) => {
          const input = SignInInput.safeParse(given);
          if (!input.success) return null;
          const ctx = {
            clock: systemClock,
            requestId: crypto.randomUUID(),
            origin: {
              ip: parseAddress(request.headers?.["x-forwarded-for"]) ?? "unknown",
              userAgent: String(request.headers?.["user-agent"] ?? "").slice(0, 400),
            },
          };
          const verified = await verifyCredentials(ctx, input.data);
          if (!verified.ok) return null;
          const { sessionId } = await openSession(ctx, verified.value, await currentSession());
          return { id: verified.value.id, sid: sessionId, kind: verified.value.kind };
        },
      }),
    ],
    // What cannot be read is the sender's fault: one line each, without a stack.
    logger: {
      error: (code) => log.info({ code }, "next-auth refused a request"),
      warn: (code) => log.debug({ code }, "next-auth warns"),
      debug: () => undefined,
    },
    callbacks: {
      redirect: ({ url, baseUrl }) => {
        const path = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
        return new URL(safePath(path), baseUrl).href;
      },
      jwt: ({ token, user }) => (user ? { sub: user.id, sid: user.sid, kind: user.kind } : token),
      session: async ({ session, token }) => {
        const found = token.sid ? await findSession(token.sid) : null;
        if (!found) return { expires: session.expires, sid: null, kind: null, id: null };
        return {
          expires: session.expires,
          user: { name: found.displayName, email: found.email },
          sid: found.sessionId,
          kind: found.kind,
          id: found.id,
        };
      },
    },
    events: {
      signOut: async ({ token: { sub, sid } }) => {
        if (sub && sid) await revokeSession({ playerId: sub }, { sessionId: sid });
      },
    },
  };
};
