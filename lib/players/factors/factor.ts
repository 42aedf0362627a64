import type { Result } from "#lib/core/result.ts";
import type { Identity } from "../sessions.ts";

/** Why an answer does not prove who it is. */
export type FactorRefusal = { code: "wrong_answer" };

/** A way to prove once more who holds a session. */
export type Factor = {
  /** What its answers are called: "password". */
  readonly kind: string;
  /** Whether the account can be asked for it. */
  offered(account: Identity): Promise<boolean>;
  /** Whether the answer is the account's. One that must be used once only is used up by this. */
  verify(account: Identity, answer: string): Promise<Result<null, FactorRefusal>>;
};
