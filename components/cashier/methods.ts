/** Ways to pay that have a name of their own in `cashier.method`. */
const NAMED = ["card", "link", "paypal", "pay_by_bank", "play_money", "bank_transfer", "crypto"] as const;
export type NamedMethod = (typeof NAMED)[number] | "other";

const isNamed = (method: string): method is (typeof NAMED)[number] =>
  (NAMED as readonly string[]).includes(method);

/** What players call a way to pay. @param t the texts of `cashier.method` */
export const methodName = (t: (key: NamedMethod) => string, method: string): string =>
  t(isNamed(method) ? method : "other");
