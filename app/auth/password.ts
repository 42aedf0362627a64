import "server-only";
import { headers } from "next/headers";
import credentials from "next-auth/providers/credentials";
import { systemClock } from "#lib/core/clock.ts";
import type { PublicContext } from "#lib/platform/commands/context.ts";
import { parseAddress } from "#lib/platform/http/edge/address.ts";
import { countryIn } from "#lib/platform/http/edge/forwarding.ts";
import { type Identity, verifyCredentials } from "#lib/players/index.ts";
import { SignInInput, type SignInRefusal } from "#lib/players/schema.ts";
import { deviceToken } from "./known-device.ts";

/** Why sign-in was refused. next-auth returns the message as the error of its answer. */
class Refused extends Error {
  constructor(refusal: SignInRefusal) {
    super(JSON.stringify(refusal));
  }
}

const CODES: ReadonlySet<string> = new Set<SignInRefusal["code"]>([
  "wrong_credentials",
  "account_closed",
  "account_locked",
  "challenge_required",
  "too_many_requests",
]);

/** The refusal that an answer's error carries. Anything else went wrong on our side. */
export const refusalIn = (error: string): SignInRefusal => {
  const read: unknown = error.startsWith("{") ? JSON.parse(error) : null;
  if (CODES.has((read as SignInRefusal | null)?.code ?? "")) return read as SignInRefusal;
  throw new Error(`next-auth could not sign in: ${error}`);
};

/** Where the request came from. The edge leaves one address in the header. */
export const visitorContext = async (): Promise<PublicContext> => {
  const sent = await headers();
  return {
    clock: systemClock,
    requestId: sent.get("x-request-id") ?? crypto.randomUUID(),
    origin: {
      ip: parseAddress(sent.get("x-forwarded-for") ?? undefined) ?? "unknown",
      userAgent: (sent.get("user-agent") ?? "").slice(0, 400),
      country: countryIn(sent),
    },
  };
};

/** Email and password. */
export const password = () =>
  credentials({
    credentials: { email: { type: "email" }, password: { type: "password" }, proof: {} },
    authorize: async (given): Promise<Identity | null> => {
      const input = SignInInput.safeParse(given);
      if (!input.success) return null;
      const verified = await verifyCredentials(await visitorContext(), input.data, await deviceToken());
      if (!verified.ok) throw new Refused(verified.refusal);
      return verified.value;
    },
  });
