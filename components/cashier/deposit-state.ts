import type { FormState } from "../forms/state.ts";

/** The answer to a deposit, with amounts worded. `other`: it was made before, and for another amount than was sent now. */
export type DepositState = FormState & {
  receipt: { id: string; amount: string; balance: string; repeated: boolean; other: boolean } | null;
  /** Where the player goes on: the bank's page, or the page that follows the payment. */
  goTo: string | null;
};
