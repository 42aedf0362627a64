import { db } from "#lib/platform/database/db.ts";
import type { PaymentsQuery } from "../schema.ts";

const PAGE_SIZE = 20;

/** Payments of a player, the newest first. `next` goes into the query's `before` to read on. */
export const playerPayments = async (
  playerId: string,
  { direction, before }: PaymentsQuery,
  limit = PAGE_SIZE,
) => {
  const found = await db().payment.findMany({
    where: {
      playerId,
      ...(direction !== "all" && { direction }),
      ...(before && { id: { lt: before } }),
    },
    select: {
      id: true,
      direction: true,
      method: true,
      amount: true,
      currency: true,
      state: true,
      reversed: true,
      createdAt: true,
      instrument: { select: { brand: true, last4: true } },
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const payments = found.slice(0, limit);
  return { payments, next: found.length > limit ? (payments.at(-1)?.id ?? null) : null };
};

export type ListedPayment = Awaited<ReturnType<typeof playerPayments>>["payments"][number];
