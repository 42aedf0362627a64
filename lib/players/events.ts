import type { Currency } from "#lib/core/money.ts";

/** Outbox rows that this room writes. */
export type PlayerEvents = {
  "player.registered": { playerId: string; country: string; currency: Currency };
  "player.password_changed": { playerId: string };
};
