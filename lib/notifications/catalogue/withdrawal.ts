import { z } from "zod";
import { paymentChanged } from "#lib/cashier/events.ts";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { defineNotification } from "../definition.ts";

const VARIANTS = ["information_needed", "paid", "declined", "failed", "returned"] as const;
const Data = z.object({ paymentId: z.guid(), variant: z.enum(VARIANTS) });

/** A withdrawal needs something from its player, or has ended. */
export const withdrawalNotification = defineNotification({
  name: "withdrawal",
  audience: "player",
  category: "payments",
  channels: ["in-app"],
  events: [paymentChanged],
  data: Data,
  draft: (events) =>
    events.flatMap((event) => {
      const payment = payloadOf(event, paymentChanged);
      const variant = VARIANTS.find((each) => each === payment?.state);
      if (payment?.direction !== "withdrawal" || !variant) return [];
      const { playerId, paymentId, version } = payment;
      return [{ playerId, dedupeKey: `payment:${paymentId}:${version}`, data: { paymentId, variant } }];
    }),
  text: ({ paymentId, variant }) => ({ variant, href: `/cashier/payments/${paymentId}` }),
});
