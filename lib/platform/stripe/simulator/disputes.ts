import type { SimulatedBalance } from "./balance.ts";
import type { Form } from "./form.ts";
import { textAt } from "./form.ts";
import { ApiError, type Store, type StripeObject } from "./store.ts";

/** What Stripe takes for a dispute, in the smallest unit. */
const FEE = 1_500;
const EVIDENCE_S = 7 * 24 * 3_600;

/** What becomes of a charge by itself, after it has succeeded. */
export type Aftermath = "fraudulent" | "product_not_received" | "inquiry" | "fraud_warning" | "review";

const RESULTS: Readonly<Record<string, "won" | "lost" | "escalate">> = {
  winning_evidence: "won",
  losing_evidence: "lost",
  escalate_inquiry_evidence: "escalate",
};

type Options = {
  store: Store;
  balance: SimulatedBalance;
  announce: (type: string, about: StripeObject) => void;
};

/** Disputes, inquiries, early fraud warnings and reviews of charges, and what evidence does to them. */
export const disputesIn = ({ store, balance, announce }: Options) => {
  const move = (dispute: StripeObject, amount: number, fee: number): void => {
    const moved = balance.move({
      amount,
      fee,
      type: "adjustment",
      category: amount < 0 ? "dispute" : "dispute_reversal",
      source: dispute,
    });
    store.set(dispute, {
      balance_transactions: [...(dispute.balance_transactions as StripeObject[]), moved],
    });
  };

  const withdraw = (dispute: StripeObject): void => {
    move(dispute, -Number(dispute.amount), FEE);
    announce("charge.dispute.funds_withdrawn", dispute);
  };

  const end = (dispute: StripeObject, status: string): StripeObject => {
    store.set(dispute, { status });
    if (status === "won") {
      move(dispute, Number(dispute.amount), 0);
      announce("charge.dispute.funds_reinstated", dispute);
    }
    announce("charge.dispute.closed", dispute);
    return dispute;
  };

  const open = (charge: StripeObject, reason: string, inquiry: boolean): StripeObject => {
    const dispute = store.make("du", "dispute", {
      amount: charge.amount,
      balance_transactions: [],
      charge: charge.id,
      currency: charge.currency,
      evidence: {},
      evidence_details: {
        due_by: Math.floor(Date.now() / 1_000) + EVIDENCE_S,
        has_evidence: false,
        past_due: false,
        submission_count: 0,
      },
      is_charge_refundable: inquiry,
      metadata: {},
      payment_intent: charge.payment_intent,
      reason,
      status: inquiry ? "warning_needs_response" : "needs_response",
    });
    store.set(charge, { disputed: true });
    announce("charge.dispute.created", dispute);
    if (!inquiry) withdraw(dispute);
    return dispute;
  };

  return {
    /** What happens to a charge of such a card. */
    afterwards: (charge: StripeObject, what: Aftermath): StripeObject => {
      if (what === "fraud_warning") {
        const warning = store.make("issfr", "radar.early_fraud_warning", {
          actionable: true,
          charge: charge.id,
          fraud_type: "made_with_stolen_card",
          payment_intent: charge.payment_intent,
        });
        announce("radar.early_fraud_warning.created", warning);
        return warning;
      }
      if (what === "review") {
        const review = store.make("prv", "review", {
          charge: charge.id,
          closed_reason: null,
          open: true,
          opened_reason: "rule",
          payment_intent: charge.payment_intent,
          reason: "rule",
        });
        announce("review.opened", review);
        return review;
      }
      return open(charge, what === "inquiry" ? "general" : what, what === "inquiry");
    },
    /** Takes evidence, and decides at once by its text, as in test mode. */
    respond: (id: string, form: Form): StripeObject => {
      const dispute = store.get(id, "dispute");
      const result = RESULTS[textAt(form, "evidence", "uncategorized_text") ?? ""];
      const inquiry = String(dispute.status).startsWith("warning_");
      if (RESULT_STATES.has(String(dispute.status)))
        throw new ApiError(400, { message: `This dispute is ${String(dispute.status)}.` });
      if (result === "escalate" && inquiry) {
        store.set(dispute, { status: "needs_response", is_charge_refundable: false });
        announce("charge.dispute.updated", dispute);
        withdraw(dispute);
        return dispute;
      }
      if (result === "won" || result === "lost") return end(dispute, inquiry ? "warning_closed" : result);
      store.set(dispute, { status: inquiry ? "warning_under_review" : "under_review" });
      announce("charge.dispute.updated", dispute);
      return dispute;
    },
    /** Gives a dispute up. */
    close: (id: string): StripeObject => end(store.get(id, "dispute"), "lost"),
    /** Somebody has looked at a charge. */
    approve: (id: string): StripeObject => {
      const review = store.set(store.get(id, "review"), { open: false, closed_reason: "approved" });
      announce("review.closed", review);
      return review;
    },
  };
};

const RESULT_STATES = new Set(["won", "lost", "warning_closed"]);
