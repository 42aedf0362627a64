import { accept, refuse } from "#lib/core/result.ts";
import { db } from "#lib/platform/database/db.ts";
import { passwordMatches } from "../password.ts";
import type { Identity } from "../sessions.ts";
import { enrolledFactors } from "./enrolled.ts";
import type { Factor } from "./factor.ts";

const hashOf = async ({ kind, id }: Identity): Promise<string> => {
  const found = { where: { id }, select: { passwordHash: true } };
  const { passwordHash } = await (kind === "player"
    ? db().player.findUniqueOrThrow(found)
    : db().staffAccount.findUniqueOrThrow(found));
  return passwordHash;
};

export const passwordFactor: Factor = {
  kind: "password",
  // Where the account has a stronger one, the password alone is no fresh proof.
  offered: async (account) => {
    const { password, totp, passkeys } = await enrolledFactors(account);
    return password && !totp && passkeys === 0n;
  },
  verify: async (account, answer) =>
    (await passwordMatches(await hashOf(account), answer)) ? accept(null) : refuse({ code: "wrong_answer" }),
};
