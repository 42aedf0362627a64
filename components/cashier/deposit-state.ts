import type { FormState } from "../forms/state.ts";

/** The answer to a deposit, with amounts worded. `other`: it was made before, and for another amount than was sent now. */
export type DepositState = FormState & {
  receipt: { id: string; amount: string; balance: string; repeated: boolean; other: boolean } | null;
};
