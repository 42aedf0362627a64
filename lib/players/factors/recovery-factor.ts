import { accept, refuse } from "#lib/core/result.ts";
import { enrolledFactors } from "./enrolled.ts";
import type { Factor } from "./factor.ts";
import { takeCode } from "./recovery.ts";

/** Recovery codes, once each, of an account that has no authenticator app: where there is one, its field takes them too. */
export const recoveryFactor: Factor = {
  kind: "recovery",
  offered: async (account) => {
    const { recovery, totp } = await enrolledFactors(account);
    return recovery && !totp;
  },
  verify: async (account, answer) =>
    (await takeCode(account, answer)) ? accept(null) : refuse({ code: "wrong_answer" }),
};
