import type Stripe from "stripe";
import type { ExternalMovement } from "../provider.ts";
import { idOf } from "./objects.ts";

/** Movements of the balance that are nothing but what Stripe charges: the amount is the fee. */
const FEES: ReadonlySet<string> = new Set(["stripe_fee", "stripe_fx_fee", "tax_fee"]);

type Moved = Pick<ExternalMovement, "objectId" | "direction" | "amount" | "currency">;

/** The payment or refund whose money moved; null for everything else, such as a payout to the operator's own bank. */
const movedBy = (source: Stripe.BalanceTransaction["source"]): Moved | null => {
  if (typeof source !== "object" || source === null) return null;
  if (source.object === "charge") {
    const { amount, currency } = source;
    return { objectId: idOf(source.payment_intent), direction: "in", amount: BigInt(amount), currency };
  }
  // One that failed has come back to the balance.
  if (source.object === "refund" && source.status !== "failed") {
    const { amount, currency } = source;
    return { objectId: source.id, direction: "out", amount: BigInt(amount), currency };
  }
  return null;
};

const inUpperCase = ({ currency, ...movement }: ExternalMovement): ExternalMovement => ({
  ...movement,
  currency: currency.toUpperCase(),
});

/**
 * A balance transaction as reconciliation reads it. What disputes moved is booked with the dispute, its fee too. The balance may be kept in another
 * currency than the payment: then its fee is a movement of its own.
 */
export const movementsOf = ({
  id,
  type,
  amount,
  fee,
  currency,
  source,
}: Stripe.BalanceTransaction): ExternalMovement[] => {
  if (type === "adjustment") return [];
  const moved = movedBy(source);
  const charged = BigInt(FEES.has(type) ? fee - amount : fee);
  const feeAlone: ExternalMovement = {
    id,
    objectId: null,
    direction: "out",
    amount: 0n,
    currency,
    fee: charged,
  };
  const movements = !moved
    ? [feeAlone]
    : moved.currency === currency
      ? [{ id, ...moved, fee: charged }]
      : [{ id: `${id}/moved`, ...moved, fee: 0n }, feeAlone];
  return movements.filter((each) => each.amount !== 0n || each.fee !== 0n).map(inUpperCase);
};

/** Every movement of the balance from then on. */
export async function* balanceMovements(
  client: Stripe,
  created: { gte: number },
): AsyncGenerator<ExternalMovement> {
  const asked = client.balanceTransactions.list({ created, limit: 100, expand: ["data.source"] });
  for await (const transaction of asked) yield* movementsOf(transaction);
}
