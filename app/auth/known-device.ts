import "server-only";
import { cookies } from "next/headers";
import { deviceIn, issueDeviceToken, KNOWN_DEVICE_SECONDS, secureCookies } from "#lib/players/index.ts";
import type { SignedIn } from "#lib/players/schema.ts";
import { keepOnDevice } from "../device.ts";

/** On https a name that no other host and no page without TLS can set. */
const cookieName = (): string => `${secureCookies() ? "__Host-" : ""}evens-device`;

/** What this browser keeps by which it is recognised, if anything. */
export const deviceToken = async (): Promise<string | null> =>
  (await cookies()).get(cookieName())?.value ?? null;

/** The id of this browser: of its cookie, or a new one. */
export const deviceId = async (): Promise<string> => deviceIn(await deviceToken()) ?? crypto.randomUUID();

/**
 * Lets the browser recognise itself at the next sign-in, and look as the player's settings say from now on, also once the
 * session is over. Only in an action or a route.
 */
export const rememberDevice = async (signedIn: SignedIn, id: string): Promise<void> => {
  if (signedIn.kind === "player") await keepOnDevice(signedIn.settings);
  (await cookies()).set(cookieName(), issueDeviceToken(id), {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: secureCookies(),
    maxAge: KNOWN_DEVICE_SECONDS,
  });
};
