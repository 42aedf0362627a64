import "server-only";
import { cookies } from "next/headers";
import { NextRequest, NextResponse } from "next/server";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { Outcome } from "#lib/platform/commands/define.ts";
import { env } from "#lib/platform/config/env.ts";
import { defineCommand, findSession, readSessionCookie } from "#lib/players/index.ts";
import { type SignedIn, SignInInput, type SignInRefusal } from "#lib/players/schema.ts";
import { handleAuth } from "./handler.ts";
import { refusalIn } from "./password.ts";

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

/** Signs this browser in through next-auth; the session that it had ends. Only in an action. */
export const signInByPassword = async ({
  proof,
  ...fields
}: SignInInput): Promise<Result<SignedIn, SignInRefusal>> => {
  const error = await post("callback/credentials", { ...fields, ...(proof && { proof }) });
  if (error !== null) return refuse(refusalIn(error));
  const token = await readSessionCookie(await cookies());
  const session = token && (await findSession(token.sessionId, token.token));
  if (!session) throw new Error("next-auth opened no session");
  return accept(session);
};

/** Signing in as a form of this site does it. Elsewhere next-auth's own address signs in, so that this has none. */
export const signIn = defineCommand({
  name: "session.sign_in",
  summary: "Signs in by email and password.",
  actor: "visitor",
  input: SignInInput,
  refusals: { wrong_credentials: 401, account_closed: 403, account_locked: 403, challenge_required: 429 },
  transaction: "own",
  run: async ({ input }): Promise<Outcome<SignedIn["kind"], SignInRefusal>> => {
    const signedIn = await signInByPassword(input);
    return signedIn.ok ? accept(signedIn.value.kind) : signedIn;
  },
});

/** Ends this browser's session through next-auth. Only in an action. */
export const endSession = async (): Promise<void> => {
  await post("signout");
};
