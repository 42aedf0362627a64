import type { Identity } from "../sessions.ts";
import type { Factor } from "./factor.ts";
import { passkeyFactor } from "./passkey/assertion.ts";
import { passwordFactor } from "./password.ts";
import { recoveryFactor } from "./recovery-factor.ts";
import { totpFactor } from "./totp/totp.ts";

/** Every factor, the strongest first. Adding one is adding its file and its line. */
const FACTORS: readonly Factor[] = [passkeyFactor, totpFactor, recoveryFactor, passwordFactor];

export const factorNamed = (kind: string): Factor | undefined =>
  FACTORS.find((factor) => factor.kind === kind);

/** The kinds of factors that this account can be asked for, the strongest first. */
export const factorsOf = async (account: Identity): Promise<string[]> => {
  const offered = await Promise.all(FACTORS.map((factor) => factor.offered(account)));
  return FACTORS.filter((_, at) => offered[at]).map(({ kind }) => kind);
};
