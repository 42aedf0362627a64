import "server-only";
import { cookies } from "next/headers";
import { NextRequest, NextResponse } from "next/server";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { Outcome } from "#lib/platform/commands/define.ts";
import { env } from "#lib/platform/config/env.ts";
import { defineCommand, findSession, readSessionCookie } from "#lib/players/index.ts";
import {
  PasskeySignInInput,
  type SecondFactorAsked,
  SecondFactorInput,
  type SecondFactorRefusal,
  type SignedIn,
  SignInInput,
  type SignInRefusal,
} from "#lib/players/schema.ts";
import { handleAuth } from "./handler.ts";
import { type AuthRefusal, refusalIn } from "./refused.ts";

/** Asks next-auth as a browser would, for the browser that this action answers: it gets the cookies. */
const ask = async (path: string, fields?: Record<string, string>): Promise<Record<string, string>> => {
  const body = fields && new URLSearchParams({ json: "true", ...fields });
  const request = new NextRequest(new URL(`/api/auth/${path}`, env().PUBLIC_URL), {
    ...(body && { method: "POST", body }),
  });
  const response = await handleAuth(request, path.split("/"));
  const jar = await cookies();
  for (const cookie of new NextResponse(null, { headers: response.headers }).cookies.getAll())
    jar.set(cookie);
  return response.json() as Promise<Record<string, string>>;
};

const post = async (path: string, fields: Record<string, string> = {}): Promise<string | null> => {
  const { csrfToken = "" } = await ask("csrf");
  const { url = "" } = await ask(path, { csrfToken, callbackUrl: "/", ...fields });
  return new URL(url, env().PUBLIC_URL).searchParams.get("error");
};

const signInBy = async <Refusal extends AuthRefusal>(
  provider: "credentials" | "second-factor" | "passkey" | "registration",
  fields: Record<string, string | undefined>,
): Promise<Result<SignedIn, Refusal>> => {
  const given = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
  const error = await post(`callback/${provider}`, Object.fromEntries(given));
  if (error !== null) return refuse(refusalIn<Refusal>(error));
  const token = await readSessionCookie(await cookies());
  const session = token && (await findSession(token.sessionId, token.token));
  if (!session) throw new Error("next-auth opened no session");
  return accept(session);
};

/** Signs this browser in through next-auth; the session that it had ends. Only in an action. */
export const signInByPassword = (fields: SignInInput) =>
  signInBy<SignInRefusal | SecondFactorAsked>("credentials", fields);

/** Signs this browser in with the account that its registration has just opened. Only in an action. */
export const signInByRegistration = () => signInBy<never>("registration", {});

/** The address of an issuer to which this browser goes to sign in; null where the issuer does not answer. Only in an action. */
export const issuerAddress = async (issuerId: string, next: string): Promise<string | null> => {
  const { csrfToken = "" } = await ask("csrf");
  const { url = "" } = await ask(`signin/${issuerId}`, { csrfToken, callbackUrl: next });
  return new URL(url, env().PUBLIC_URL).origin === new URL(env().PUBLIC_URL).origin ? null : url;
};

/** Signing in as a form of this site does it. Elsewhere next-auth's own address signs in, so that this has none. */
export const signIn = defineCommand({
  name: "session.sign_in",
  summary: "Signs in by email and password.",
  actor: "visitor",
  input: SignInInput,
  refusals: {
    wrong_credentials: 401,
    account_closed: 403,
    account_locked: 403,
    register_unavailable: 503,
    challenge_required: 429,
    second_factor_required: 401,
  },
  transaction: "own",
  run: async ({ input }): Promise<Outcome<SignedIn["kind"], SignInRefusal | SecondFactorAsked>> => {
    const signedIn = await signInByPassword(input);
    return signedIn.ok ? accept(signedIn.value.kind) : signedIn;
  },
});

/** The second step of a sign-in that the password began, as a form of this site does it. */
export const finishSignIn = defineCommand({
  name: "session.finish_sign_in",
  summary: "Finishes a sign-in by a passkey, a code of an authenticator app or a recovery code.",
  actor: "visitor",
  input: SecondFactorInput,
  refusals: { wrong_answer: 401, sign_in_again: 401, register_unavailable: 503 },
  transaction: "own",
  run: async ({ input }): Promise<Outcome<SignedIn["kind"], SecondFactorRefusal>> => {
    const signedIn = await signInBy<SecondFactorRefusal>("second-factor", input);
    return signedIn.ok ? accept(signedIn.value.kind) : signedIn;
  },
});

/** Signing in with a passkey alone, as a page of this site does it. */
export const signInByPasskey = defineCommand({
  name: "session.sign_in_by_passkey",
  summary: "Signs in by the answer of a passkey to a challenge of passkey.sign_in_challenge.",
  actor: "visitor",
  input: PasskeySignInInput,
  refusals: {
    wrong_credentials: 401,
    account_closed: 403,
    account_locked: 403,
    register_unavailable: 503,
    challenge_required: 429,
  },
  transaction: "own",
  run: async ({ input }): Promise<Outcome<SignedIn["kind"], SignInRefusal>> => {
    const signedIn = await signInBy<SignInRefusal>("passkey", input);
    return signedIn.ok ? accept(signedIn.value.kind) : signedIn;
  },
});

/** Ends this browser's session through next-auth. Only in an action. */
export const endSession = async (): Promise<void> => {
  await post("signout");
};
