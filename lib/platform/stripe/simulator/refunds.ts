import type { SimulatedBalance } from "./balance.ts";
import type { CardBehaviour } from "./cards.ts";
import { type Form, formAt, textAt } from "./form.ts";
import { ApiError, type Store, type StripeObject } from "./store.ts";

type Options = {
  store: Store;
  balance: SimulatedBalance;
  announce: (type: string, about: StripeObject) => void;
  later: (work: () => void) => void;
  behaviourOf: (method: unknown) => CardBehaviour | undefined;
};

/** Refunds of charges, and what becomes of them by the card's behaviour. */
export const refundsIn = ({ store, balance, announce, later, behaviourOf }: Options) => {
  const { get, set } = store;

  /** What is still to happen to a refund; nothing that has happened happens again. */
  const afterwards = (refund: StripeObject): void => {
    const charge = get(String(refund.charge), "charge");
    const { refund: what } = behaviourOf(charge.payment_method) ?? {};
    if (what === "later" && refund.status === "pending")
      later(() => {
        set(refund, { status: "succeeded" });
        announce("refund.updated", refund);
      });
    if (what === "fails_afterwards" && refund.status === "succeeded")
      later(() => {
        set(refund, { status: "failed", failure_reason: "expired_or_canceled_card" });
        set(charge, {
          amount_refunded: Number(charge.amount_refunded) - Number(refund.amount),
          refunded: false,
        });
        balance.move({
          amount: Number(refund.amount),
          type: "refund_failure",
          category: "refund_failure",
          source: refund,
        });
        announce("refund.failed", refund);
      });
  };

  return {
    createRefund: (form: Form): StripeObject => {
      const intent = get(textAt(form, "payment_intent") ?? "", "payment_intent");
      const charged = get(String(intent.latest_charge), "charge");
      const left = Number(charged.amount) - Number(charged.amount_refunded);
      const amount = Number(textAt(form, "amount") ?? left);
      if (charged.disputed)
        throw new ApiError(400, { code: "charge_disputed", message: "This charge has been charged back." });
      if (!(amount > 0) || amount > left)
        throw new ApiError(400, {
          code: left === 0 ? "charge_already_refunded" : "amount_too_large",
          message: `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`,
        });
      const refunded = Number(charged.amount_refunded) + amount;
      set(charged, { amount_refunded: refunded, refunded: refunded === charged.amount });
      const refund = store.make("re", "refund", {
        amount,
        currency: charged.currency,
        charge: charged.id,
        payment_intent: charged.payment_intent,
        metadata: formAt(form, "metadata"),
        status: behaviourOf(charged.payment_method)?.refund === "later" ? "pending" : "succeeded",
        failure_reason: null,
      });
      balance.move({ amount: -amount, type: "refund", category: "refund", source: refund });
      announce("refund.created", refund);
      announce("charge.refunded", charged);
      afterwards(refund);
      return refund;
    },
    /** After a restart: goes on with what was to happen by itself. */
    resume: (): void => {
      for (const refund of store.list("refund")) afterwards(refund);
    },
  };
};
