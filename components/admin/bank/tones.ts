import type { Tone } from "#components/ui/badge.tsx";

export const BATCH_TONE: Readonly<Record<string, Tone>> = {
  prepared: "accent",
  released: "warn",
  sent: "up",
};

export const ENTRY_TONE: Readonly<Record<string, Tone>> = {
  received: "accent",
  credited: "up",
  paid: "up",
  suspended: "warn",
  returned: "down",
  reversed: "down",
};

export const PAYOUT_TONE: Readonly<Record<string, Tone>> = { sent: "accent", paid: "up", failed: "down" };
