import type { Aftermath } from "./disputes.ts";

/** What a test card does. The numbers are Stripe's own. */
export type CardBehaviour = {
  brand: "visa" | "mastercard";
  funding: "credit" | "debit";
  country: string;
  /** Refused when it is charged: Stripe's code, and the bank's where it names one. */
  decline?: { code: string; declineCode?: string };
  /** Whether the bank asks the player: always, or unless the card was saved before. */
  authentication?: "always" | "unless_saved";
  /** What becomes of a refund: it succeeds later, or succeeds and then fails. */
  refund?: "later" | "fails_afterwards";
  /** What somebody comes to doubt a charge by. */
  afterwards?: Aftermath;
};

const visa = { brand: "visa", funding: "credit", country: "US" } as const;
const declined = (declineCode: string): CardBehaviour => ({
  ...visa,
  decline: { code: "card_declined", declineCode },
});

const CARDS: Readonly<Record<string, CardBehaviour>> = {
  "4242424242424242": visa,
  "4000056655665556": { ...visa, funding: "debit" },
  "5555555555554444": { brand: "mastercard", funding: "credit", country: "US" },
  "5200828282828210": { brand: "mastercard", funding: "debit", country: "US" },
  "4000008260000000": { brand: "visa", funding: "debit", country: "GB" },
  "4000000000000002": declined("generic_decline"),
  "4000000000009995": declined("insufficient_funds"),
  "4000000000009987": declined("lost_card"),
  "4000000000009979": declined("stolen_card"),
  "4000000000006975": declined("card_velocity_exceeded"),
  "4000000000000069": { ...visa, decline: { code: "expired_card" } },
  "4000000000000127": { ...visa, decline: { code: "incorrect_cvc" } },
  "4000000000000119": { ...visa, decline: { code: "processing_error" } },
  "4000002500003155": { ...visa, authentication: "unless_saved" },
  "4000002760003184": { ...visa, authentication: "always" },
  "4000008400001629": {
    ...visa,
    authentication: "always",
    decline: { code: "card_declined", declineCode: "generic_decline" },
  },
  "4000008260003178": {
    ...visa,
    authentication: "always",
    decline: { code: "card_declined", declineCode: "insufficient_funds" },
  },
  "4000000000000259": { ...visa, afterwards: "fraudulent" },
  "4000000000002685": { ...visa, afterwards: "product_not_received" },
  "4000000000001976": { ...visa, afterwards: "inquiry" },
  "4000000000005423": { ...visa, afterwards: "fraud_warning" },
  "4000000000009235": { ...visa, afterwards: "review" },
  "4000000000007726": { ...visa, refund: "later" },
  "4000000000005126": { ...visa, refund: "fails_afterwards" },
};

const passesLuhn = (digits: string): boolean => {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
};

/** The behaviour of a card number; null for one that is not a card's. */
export const cardOf = (number: string): CardBehaviour | null =>
  CARDS[number] ?? (/^\d{13,19}$/.test(number) && passesLuhn(number) ? { ...visa } : null);
