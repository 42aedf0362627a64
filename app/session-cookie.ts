import "server-only";
import { env } from "#lib/platform/config/env.ts";

export const secureCookies = (): boolean => env().PUBLIC_URL.startsWith("https://");

/** next-auth's own name for it. A token this small is never split into chunks. */
export const sessionCookieName = (): string => `${secureCookies() ? "__Secure-" : ""}next-auth.session-token`;

/** What this browser keeps of its last sign-in. Sent to the sign-in page alone. */
export const KNOWN_DEVICE_COOKIE = { name: "known-device", path: "/sign-in" } as const;
