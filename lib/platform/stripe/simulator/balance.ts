import type { Store, StripeObject } from "./store.ts";

/** What Stripe takes for a card payment: 1.5 % and 25 cents. */
const chargeFee = (amount: number): number => Math.round(amount * 0.015) + 25;

type Moved = {
  amount: number;
  fee?: number;
  type: "charge" | "refund" | "refund_failure" | "adjustment";
  category: string;
  source: StripeObject;
};

/** The account's balance: every movement of it, and what they sum up to. */
export const balanceIn = (store: Store) => ({
  move: ({ amount, fee = 0, type, category, source }: Moved): StripeObject =>
    store.make("txn", "balance_transaction", {
      amount,
      currency: source.currency,
      exchange_rate: null,
      fee,
      net: amount - fee,
      type,
      reporting_category: category,
      source: source.id,
      status: "available",
    }),
  chargeFee,
});

export type SimulatedBalance = ReturnType<typeof balanceIn>;
