import "server-only";
import { cookies } from "next/headers";
import type { User } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "#lib/platform/config/env.ts";
import { safePath } from "#lib/platform/http/origin.ts";
import {
  asksSecondFactor,
  type Issuer,
  issuers,
  linkIdentity,
  type RegisteringIdentity,
  secureCookies,
  verifyIdentity,
} from "#lib/players/index.ts";
import { currentSession } from "../session.ts";
import { visitorContext } from "./password.ts";
import { sealedCookie } from "./sealed-cookie.ts";
import { askSecondFactor } from "./second-factor.ts";

const MINUTES = 60;

/** A player who has proved who it is goes to an issuer, to link an identity there. */
export const linking = sealedCookie<{ issuerId: string; playerId: string; sessionId: string }>(
  "identity-linking",
  10 * MINUTES,
);

/** A visitor whom an issuer identified, and who has no account here yet. */
export const registering = sealedCookie<{ identity: RegisteringIdentity; name: string; next: string }>(
  "identity-registering",
  30 * MINUTES,
);

/** Where next-auth keeps the page that a sign-in at an issuer was begun from. */
const goingTo = async (): Promise<string> => {
  const name = `${secureCookies() ? "__Secure-" : ""}next-auth.callback-url`;
  const kept = (await cookies()).get(name)?.value ?? "";
  const site = new URL(env().PUBLIC_URL).origin;
  return safePath(kept.startsWith(`${site}/`) ? kept.slice(site.length) : kept, "");
};

type Claims = {
  iss: string;
  sub: string;
  email?: unknown;
  email_verified?: unknown;
  name?: unknown;
  given_name?: unknown;
};

const textIn = (claim: unknown): string | null =>
  typeof claim === "string" && claim.length > 0 && claim.length <= 254 ? claim : null;

/** What an ID token says of who it is. Throws for one of another issuer than the one that was asked. */
const identityIn = ({ issuer }: Issuer, { iss, sub, email, email_verified }: Claims): RegisteringIdentity => {
  if (iss !== issuer) throw new Error(`the ID token is of ${iss}, not of ${issuer}`);
  return {
    issuer,
    subject: sub,
    email: textIn(email)?.toLowerCase() ?? null,
    emailVerified: email_verified === true,
  };
};

const providerOf = (issuer: Issuer): OAuthConfig<Claims> => ({
  id: issuer.id,
  name: issuer.name,
  type: "oauth",
  wellKnown: `${issuer.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
  clientId: issuer.clientId,
  ...(issuer.clientSecret
    ? { clientSecret: issuer.clientSecret }
    : { client: { token_endpoint_auth_method: "none" as const } }),
  authorization: { params: { scope: "openid email profile" } },
  // The identity is what the signed ID token says, for this code, this browser and this sign-in.
  idToken: true,
  checks: ["pkce", "state", "nonce"],
  profile: (claims): User => ({
    kind: "player",
    id: claims.sub,
    oidc: identityIn(issuer, claims),
    name: textIn(claims.given_name) ?? textIn(claims.name) ?? "",
  }),
});

/** One next-auth provider for each issuer of the configuration. */
export const oidcProviders = () => issuers().map(providerOf);

/** Links the identity for the player who went to its issuer for that. Where that leads to. */
const link = async (issuerId: string, identity: RegisteringIdentity): Promise<string | null> => {
  const wanted = await linking.read();
  if (wanted?.issuerId !== issuerId) return null;
  await linking.clear();
  const session = await currentSession();
  if (session?.kind !== "player" || session.id !== wanted.playerId || session.sessionId !== wanted.sessionId)
    return "/sign-in?error=identity";
  const linked = await linkIdentity(session.id, identity);
  return `/account/security?identity=${linked.ok ? "linked" : linked.refusal.code}`;
};

/**
 * What follows from an identity that its issuer has vouched for: true where it signs in, else the page to go on to. It opens the
 * account that it is linked to and no other, whatever its email address is; an account with a second factor asks for it all the same.
 */
export const admitIdentity = async (issuerId: string, user: User): Promise<true | string> => {
  const { oidc: identity } = user;
  if (!identity) return "/sign-in?error=identity";
  const linked = await link(issuerId, identity);
  if (linked) return linked;
  const verified = await verifyIdentity(await visitorContext(), identity);
  if (!verified.ok) {
    if (verified.refusal.code !== "unknown_identity") return `/sign-in?error=${verified.refusal.code}`;
    await registering.write({ identity, name: user.name ?? "", next: (await goingTo()) || "/" });
    return "/register/complete";
  }
  if (await asksSecondFactor(verified.value)) {
    await askSecondFactor(verified.value);
    const next = await goingTo();
    return `/sign-in/second-factor${next && `?next=${encodeURIComponent(next)}`}`;
  }
  Object.assign(user, verified.value);
  return true;
};
