import type { OddsFormat } from "#lib/core/settings.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import type { Price, PriceStatus } from "#lib/realtime/client/index.ts";

/** What a price button shows: its figures and its state. */
export type PriceDisplay = { text: string; state: PriceStatus; stale: boolean };

const NONE = "–";

export const priceDisplayOf = (price: Price | null, format: OddsFormat): PriceDisplay => {
  if (!price) return { text: NONE, state: "unavailable", stale: false };
  const { odds, status, stale } = price;
  const shown = odds !== null && status !== "unavailable";
  return {
    text: shown ? formatOdds(BigInt(odds), format) : NONE,
    state: status === "offered" && odds === null ? "unavailable" : status,
    stale: stale && status === "offered",
  };
};
