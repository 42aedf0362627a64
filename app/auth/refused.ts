import "server-only";
import type { SecondFactorAsked, SecondFactorRefusal, SignInRefusal } from "#lib/players/schema.ts";

export type AuthRefusal = SignInRefusal | SecondFactorAsked | SecondFactorRefusal;

/** Why sign-in was refused. next-auth returns the message as the error of its answer. */
export class Refused extends Error {
  constructor(refusal: AuthRefusal) {
    super(JSON.stringify(refusal));
  }
}

const CODES: ReadonlySet<string> = new Set<AuthRefusal["code"]>([
  "wrong_credentials",
  "account_closed",
  "register_unavailable",
  "account_locked",
  "challenge_required",
  "too_many_requests",
  "second_factor_required",
  "wrong_answer",
  "sign_in_again",
]);

/** The refusal that an answer's error carries. Anything else went wrong on our side. */
export const refusalIn = <Refusal extends AuthRefusal>(error: string): Refusal => {
  const read: unknown = error.startsWith("{") ? JSON.parse(error) : null;
  if (CODES.has((read as Refusal | null)?.code ?? "")) return read as Refusal;
  throw new Error(`next-auth could not sign in: ${error}`);
};
