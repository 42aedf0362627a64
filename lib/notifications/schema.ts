import type { Currency } from "#lib/core/money.ts";

/** How a notification is worded: a variant of its texts, and the values that they name. */
export type NotificationText = {
  variant: string;
  /** Minor units. */
  amount?: { currency: Currency; minor: bigint };
  /** The bet that it is about. */
  betId?: string;
  /** Where it leads. */
  href: string;
};

export type NotificationView = NotificationText & {
  key: string;
  name: string;
  at: Date;
  read: boolean;
};
