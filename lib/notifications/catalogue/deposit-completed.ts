import { z } from "zod";
import { depositCompleted } from "#lib/cashier/events.ts";
import { isCurrency } from "#lib/core/money.ts";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { defineNotification } from "../definition.ts";

const Data = z.object({ amount: z.string().regex(/^\d+$/), currency: z.string().refine(isCurrency) });

export const depositCompletedNotification = defineNotification({
  name: "deposit_completed",
  audience: "player",
  category: "payments",
  channels: ["in-app"],
  events: [depositCompleted],
  data: Data,
  draft: (events) =>
    events.flatMap((event) => {
      const deposit = payloadOf(event, depositCompleted);
      if (!deposit || !isCurrency(deposit.currency)) return [];
      const { playerId, depositId, amount, currency } = deposit;
      return [{ playerId, dedupeKey: `deposit:${depositId}`, data: { amount, currency } }];
    }),
  text: ({ amount, currency }) => ({
    variant: "completed",
    href: "/statement?kind=deposits",
    ...(isCurrency(currency) && { amount: { currency, minor: BigInt(amount) } }),
  }),
});
