import type { Currency } from "#lib/core/money.ts";
import type { DepositLimits } from "../schema.ts";

/**
 * A way to bring money in. `authorise` is asked outside of any transaction, before money moves, and is repeated with
 * the same key when a request is; its answer must then be the same.
 */
export type DepositProvider = {
  /** Names the clearing account in the ledger. */
  id: string;
  limits(currency: Currency): DepositLimits;
  suggestions(currency: Currency): bigint[];
  authorise(request: {
    depositId: string;
    amount: bigint;
    currency: Currency;
    idempotencyKey: string;
  }): Promise<{ authorised: boolean }>;
};
