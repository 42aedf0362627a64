import "server-only";
import { cookies } from "next/headers";
import { issueDeviceToken, KNOWN_DEVICE_SECONDS, secureCookies } from "#lib/players/index.ts";
import type { SignedIn } from "#lib/players/schema.ts";
import { keepOnDevice } from "../device.ts";

/** What this browser keeps of its last sign-in. Sent to the sign-in page alone. */
export const KNOWN_DEVICE_COOKIE = { name: "known-device", path: "/sign-in" } as const;

/**
 * Lets the browser recognise itself at the next sign-in, and look as the player's settings say from now on, also once the
 * session is over. Only in an action or a route.
 */
export const rememberDevice = async (signedIn: SignedIn): Promise<void> => {
  if (signedIn.kind === "player") await keepOnDevice(signedIn.settings);
  (await cookies()).set(KNOWN_DEVICE_COOKIE.name, issueDeviceToken(signedIn.email), {
    httpOnly: true,
    sameSite: "lax",
    path: KNOWN_DEVICE_COOKIE.path,
    secure: secureCookies(),
    maxAge: KNOWN_DEVICE_SECONDS,
  });
};
