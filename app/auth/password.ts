import "server-only";
import { headers } from "next/headers";
import credentials from "next-auth/providers/credentials";
import { systemClock } from "#lib/core/clock.ts";
import type { PublicContext } from "#lib/platform/commands/context.ts";
import { parseAddress } from "#lib/platform/http/edge/address.ts";
import { countryIn } from "#lib/platform/http/edge/forwarding.ts";
import { asksSecondFactor, type Identity, verifyCredentials } from "#lib/players/index.ts";
import { SignInInput } from "#lib/players/schema.ts";
import { deviceToken } from "./known-device.ts";
import { Refused } from "./refused.ts";
import { askSecondFactor } from "./second-factor.ts";

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

/** Email and password. Of an account with a second factor they begin a sign-in that the second factor ends. */
export const password = () =>
  credentials({
    credentials: { email: { type: "email" }, password: { type: "password" }, proof: {} },
    authorize: async (given): Promise<Identity | null> => {
      const input = SignInInput.safeParse(given);
      if (!input.success) return null;
      const verified = await verifyCredentials(await visitorContext(), input.data, await deviceToken());
      if (!verified.ok) throw new Refused(verified.refusal);
      if (await asksSecondFactor(verified.value)) {
        await askSecondFactor(verified.value);
        throw new Refused({ code: "second_factor_required" });
      }
      return verified.value;
    },
  });
