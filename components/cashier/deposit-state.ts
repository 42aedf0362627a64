import type { FormState } from "../forms/state.ts";

/** The answer to a deposit, with amounts worded. */
export type DepositState = FormState & {
  receipt: { id: string; amount: string; balance: string; repeated: boolean } | null;
};
