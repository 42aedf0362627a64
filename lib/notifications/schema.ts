import { z } from "zod";
import type { Currency } from "#lib/core/money.ts";
import { idText } from "#lib/platform/commands/input.ts";

/** Notifications that a player may decline, by what they are about. */
export const OPTIONAL_CATEGORIES = ["bets", "payments"] as const;
export type OptionalCategory = (typeof OPTIONAL_CATEGORIES)[number];
export type NotificationCategory = OptionalCategory | "security";

/** What is wanted, each as "<category>.<channel>". */
export const PreferencesInput = z.object({ wanted: z.array(idText(60)).max(50).default([]) });

export type PreferenceView = {
  category: OptionalCategory;
  channels: { channel: string; wanted: boolean }[];
};

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
