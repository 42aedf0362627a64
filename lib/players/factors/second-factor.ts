import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import type { Result } from "#lib/core/result.ts";
import type { SecondFactorAnswer } from "../schema.ts";
import type { Identity } from "../sessions.ts";
import type { FactorRefusal } from "./factor.ts";
import { factorsOf } from "./index.ts";
import { passkeyFactor, proofOptions } from "./passkey/assertion.ts";
import { recoveryFactor } from "./recovery-factor.ts";
import { totpFactor } from "./totp/totp.ts";

/** What an account can be asked for: a passkey, with what the browser needs for that, and something to type. */
export type AskedFactors = {
  passkey: PublicKeyCredentialRequestOptionsJSON | null;
  typed: "totp" | "recovery" | "password" | null;
};

const TYPED = ["totp", "recovery", "password"] as const;

/** What this account can be asked for now. */
export const askedFactors = async (account: Identity): Promise<AskedFactors> => {
  const factors = await factorsOf(account);
  return {
    passkey: factors.includes("passkey") ? await proofOptions(account) : null,
    typed: TYPED.find((kind) => factors.includes(kind)) ?? null,
  };
};

/** Whether a passkey's answer or a typed code is the account's. It is used up by that. */
export const verifySecondFactor = async (
  account: Identity,
  { passkey, code = "" }: SecondFactorAnswer,
): Promise<Result<null, FactorRefusal>> => {
  if (passkey !== undefined) return passkeyFactor.verify(account, passkey);
  return (await totpFactor.offered(account))
    ? totpFactor.verify(account, code)
    : recoveryFactor.verify(account, code);
};
