import { generateSecret, generateSync, generateURI, verifySync } from "otplib";

/** A code of the last thirty seconds is taken too, for whoever types slowly; a code of the future never. */
const TOLERANCE_SECONDS: [number, number] = [30, 0];

/** Each code is shown for so long (RFC 6238). */
export const STEP_SECONDS = 30;

/** The code that an app shows at this time. */
export const codeAt = (secret: string, epochSeconds: number): string =>
  generateSync({ secret, epoch: epochSeconds });

const CODE = /^\d{6}$/;

export const newSecret = (): string => generateSecret();

/** What an authenticator app reads from a QR code. */
export const setupUri = (secret: string, email: string): string =>
  generateURI({ issuer: "Evens", label: email, secret });

/** The time step whose code this is, or null. Whether it was used before is for the caller to see. */
export const stepOfCode = (secret: string, code: string, epochSeconds: number): number | null => {
  const token = code.replaceAll(/\s/g, "");
  if (!CODE.test(token)) return null;
  const checked = verifySync({ secret, token, epoch: epochSeconds, epochTolerance: TOLERANCE_SECONDS });
  return checked.valid && "timeStep" in checked ? checked.timeStep : null;
};
