import { db } from "#lib/platform/database/db.ts";
import { logFailure } from "#lib/platform/observability/outage.ts";
import { providerNamed } from "../providers/index.ts";
import type { NextAction } from "../providers/provider.ts";
import { applyObject } from "./apply.ts";

const read = (id: string, playerId: string) =>
  db().payment.findFirst({
    where: { id, playerId },
    select: {
      id: true,
      direction: true,
      provider: true,
      method: true,
      amount: true,
      currency: true,
      state: true,
      reason: true,
      objectId: true,
      createdAt: true,
      reversed: true,
      instrument: { select: { brand: true, last4: true } },
      reversals: {
        select: { id: true, amount: true, reason: true, reinstatesId: true, at: true },
        orderBy: { at: "asc" },
      },
      transitions: { select: { version: true, toState: true, at: true }, orderBy: { version: "asc" } },
    },
  });

type Read = NonNullable<Awaited<ReturnType<typeof read>>>;
export type FollowedPayment = Read & { action: NextAction | null };

/**
 * A player's own payment with its steps, null for anybody else's. One that waits is asked for at its provider first: a player who comes back
 * from the bank need not wait for the bank's message. Where the provider does not answer, the page shows what we know.
 */
export const followPayment = async (id: string, playerId: string): Promise<FollowedPayment | null> => {
  const payment = await read(id, playerId);
  const waits = payment?.state === "requires_action" || payment?.state === "processing";
  const provider = payment && providerNamed(payment.provider);
  if (!payment || !provider || !waits || payment.direction !== "deposit" || !payment.objectId)
    return payment && { ...payment, action: null };
  try {
    const object = await provider.fetch(payment.objectId);
    if (object) await applyObject(provider, object, { cause: "request" });
    const now = await read(id, playerId);
    return now && { ...now, action: now.state === "requires_action" ? (object?.action ?? null) : null };
  } catch (error) {
    logFailure(error, "a payment could not be followed", { payment: id });
    return { ...payment, action: null };
  }
};
