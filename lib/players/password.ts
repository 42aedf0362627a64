import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { atMost } from "#lib/core/at-most.ts";
import { isBreached } from "./breached-passwords.ts";
import type { WeakPassword } from "./errors.ts";

// OWASP Password Storage Cheat Sheet: argon2id (2, the package's default) with 19 MiB, two passes, one lane.
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** One core stays free for everybody else: many sign-ins at once wait for each other and not others for them. */
const hashing = atMost(Math.max(1, availableParallelism() - 1));

export const hashPassword = (password: string): Promise<string> =>
  hashing(() => hash(password.normalize("NFKC"), ARGON2ID));

/** Whether this is the password. An account without one, whose player signs in elsewhere, takes as long to say no. */
export const passwordMatches = async (passwordHash: string, password: string): Promise<boolean> => {
  const known = passwordHash === "" ? NOBODYS_HASH : passwordHash;
  const right = await hashing(() => verify(known, password.normalize("NFKC")));
  return right && passwordHash !== "";
};

/** The hash of a random text that nobody knows: no password matches it. */
export const NOBODYS_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$Iot1B/KWq0npXyElhmavxg$H2s7aXafeHlkwplrjyrhpjeqg8wJ5ffdomMtpB3hMcg";

/** Takes as long as a real check and never succeeds, so that timing does not reveal whether an email has an account. */
export const passwordMatchesDecoy = async (password: string): Promise<false> => {
  await passwordMatches(NOBODYS_HASH, password);
  return false;
};

// The stems at the top of every list of leaked passwords; digits and marks around them add nothing.
const COMMON = [
  "password",
  "passwort",
  "qwerty",
  "qwertyuiop",
  "azerty",
  "letmein",
  "welcome",
  "football",
  "iloveyou",
  "admin",
  "administrator",
  "monkey",
  "dragon",
  "liverpool",
  "chelsea",
  "arsenal",
  "abc",
  "abcd",
  "changeme",
  "evens",
] as const;

const SEQUENCE = "01234567890123456789";
const REVERSED = "98765432109876543210";

/** Why a long enough password is still easy to guess, or null. After NIST SP 800-63B: no composition rules. */
export const weaknessOf = (password: string, personal: readonly string[]): WeakPassword | null => {
  const plain = password.toLowerCase();
  if (new Set(plain).size < 4) return "repetitive";
  const stem = plain.replaceAll(/[^\p{L}]/gu, "");
  const digits = plain.replaceAll(/\D/g, "");
  if (stem === "" && (SEQUENCE.includes(digits) || REVERSED.includes(digits))) return "common";
  if (COMMON.some((word) => stem === word || stem === word + word)) return "common";
  const mine = personal.map((text) => text.toLowerCase()).filter((text) => text.length >= 4);
  if (mine.some((text) => plain === text || stem === text.replaceAll(/[^\p{L}]/gu, ""))) return "personal";
  return null;
};

/** Why a new password is refused, or null: it is easy to guess, or among those that leaked most often. */
export const faultOfPassword = async (
  password: string,
  { email = "", displayName = "" }: { email?: string | undefined; displayName?: string | undefined },
): Promise<WeakPassword | null> =>
  weaknessOf(password, [email, email.split("@")[0] ?? "", displayName]) ??
  ((await isBreached(password)) ? "common" : null);
