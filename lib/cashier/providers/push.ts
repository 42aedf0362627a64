import type { PaymentProvider } from "./provider.ts";

const neverAsked = (): never => {
  throw new Error("deposits of this provider arrive unasked: there is nothing to create or cancel");
};

/**
 * The part of the contract that a provider leaves out whose deposits arrive unasked, such as bank transfers: nothing is created at it, so there is
 * no object to fetch, find, cancel or compare, and it sends no messages. Its capabilities name withdrawals only; deposits come by `receiveMoney`.
 */
export const PUSH_ONLY = {
  suggestions: () => [],
  create: async () => neverAsked(),
  cancel: async () => neverAsked(),
  readWebhook: () => null,
  fetch: async () => null,
  find: async () => null,
  list: async function* () {},
} satisfies Partial<PaymentProvider>;
