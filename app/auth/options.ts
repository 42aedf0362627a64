import "server-only";
import type { NextAuthOptions, User } from "next-auth";
import { env } from "#lib/platform/config/env.ts";
import { safePath } from "#lib/platform/http/origin.ts";
import { log } from "#lib/platform/observability/log.ts";
import {
  checkRegister,
  currentToken,
  findSession,
  type Identity,
  openSession,
  type RegisteringIdentity,
  revokeSession,
  SESSION_SECONDS,
  secureCookies,
} from "#lib/players/index.ts";
import type { SignedIn } from "#lib/players/schema.ts";
import { currentSession } from "../session.ts";
import { deviceId, rememberDevice } from "./known-device.ts";
import { admitIdentity, oidcProviders } from "./oidc.ts";
import { passkey } from "./passkey.ts";
import { password, visitorContext } from "./password.ts";
import { Refused } from "./refused.ts";
import { registration } from "./registration.ts";
import { secondFactor } from "./second-factor.ts";

declare module "next-auth/jwt" {
  /** The cookie only names a session row. */
  interface JWT {
    /** The account. */
    sub?: string;
    sid?: string;
    /** The number of the session's token. */
    tok?: number;
  }
}

declare module "next-auth" {
  /** What every provider answers: whose account it is. */
  interface User extends Identity {
    /** From an issuer: who it is there. Whose account that opens is for `admitIdentity` to say. */
    oidc?: RegisteringIdentity;
    name?: string | null;
  }
  interface Session {
    sid: string | null;
    kind: SignedIn["kind"] | null;
    id: string | null;
  }
}

/** next-auth writes its cookie again whenever it is asked for the session: then with the current token, if it came with a good one. */
const tokenFor = async (sessionId: string, token = 1): Promise<number> =>
  (await findSession(sessionId, token)) ? ((await currentToken(sessionId)) ?? token) : token;

/**
 * The one way in. A provider says whose account it is; the session is a row that is opened here, whatever the provider, and
 * named by next-auth's cookie. Built when it is first asked for, because a build has no configuration.
 */
export const authOptions = (): NextAuthOptions => {
  // next-auth reads its own address from here and warns without it.
  process.env.NEXTAUTH_URL ??= env().PUBLIC_URL;
  return {
    secret: env().AUTH_SECRET,
    useSecureCookies: secureCookies(),
    // The longest that a session lasts. One of staff ends earlier, by its row.
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    jwt: { maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", signOut: "/", error: "/sign-in" },
    providers: [password(), secondFactor(), passkey(), registration(), ...oidcProviders()],
    // What cannot be read is the sender's fault: one line each, without a stack.
    logger: {
      error: (code) => log.info({ code }, "next-auth refused a request"),
      warn: (code) => log.debug({ code }, "next-auth warns"),
      debug: () => undefined,
    },
    callbacks: {
      signIn: async ({ user, account }) => {
        const admitted =
          account?.type === "oauth" ? await admitIdentity(account.provider, user as User) : true;
        if (admitted !== true) return admitted;
        const { kind, id } = user as User;
        if (kind !== "player") return true;
        // Whatever the provider. A player whom a register names comes in, excluded: to see history and to withdraw.
        const checked = await checkRegister(id, "sign_in", new Date());
        if (checked.ok) return true;
        if (account?.type === "oauth") return "/sign-in?error=register_unavailable";
        throw new Refused({ code: "register_unavailable" });
      },
      redirect: ({ url, baseUrl }) => {
        const path = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
        return new URL(safePath(path), baseUrl).href;
      },
      jwt: async ({ token, user }) => {
        if (!user) return token.sid ? { ...token, tok: await tokenFor(token.sid, token.tok) } : token;
        const browser = await deviceId();
        const options = { deviceId: browser, replaced: await currentSession() };
        const { sessionId: sid } = await openSession(await visitorContext(), user, options);
        const session = await findSession(sid);
        if (session) await rememberDevice(session, browser);
        return { sub: user.id, sid, tok: 1 };
      },
      session: async ({ session, token }) => {
        const found = token.sid ? await findSession(token.sid, token.tok ?? 1) : null;
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
