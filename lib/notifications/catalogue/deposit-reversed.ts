import { z } from "zod";
import { depositReversed } from "#lib/cashier/events.ts";
import { isCurrency } from "#lib/core/money.ts";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { defineNotification } from "../definition.ts";

const VARIANTS = ["reversed", "owed", "reinstated"] as const;
const Data = z.object({
  variant: z.enum(VARIANTS),
  /** What was taken or given; of `owed`, what is owed now. */
  amount: z.string().regex(/^\d+$/),
  currency: z.string().refine(isCurrency),
});

/** A deposit was taken back after it had been credited, or given again. */
export const depositReversedNotification = defineNotification({
  name: "deposit_reversed",
  audience: "player",
  category: "payments",
  channels: ["in-app"],
  events: [depositReversed],
  data: Data,
  draft: (events) =>
    events.flatMap((event) => {
      const reversal = payloadOf(event, depositReversed);
      if (!reversal || !isCurrency(reversal.currency)) return [];
      const { playerId, depositId, amount, owed, currency, reinstated } = reversal;
      const owes = owed !== "0";
      const variant = reinstated ? "reinstated" : owes ? "owed" : "reversed";
      return [
        {
          playerId,
          dedupeKey: `deposit_reversed:${depositId}`,
          data: { variant, amount: owes ? owed : amount, currency } as const,
        },
      ];
    }),
  text: ({ variant, amount, currency }) => ({
    variant,
    href: variant === "owed" ? "/cashier" : "/statement?kind=deposits",
    ...(isCurrency(currency) && { amount: { currency, minor: BigInt(amount) } }),
  }),
});
