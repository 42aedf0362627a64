import type { OddsFormat } from "#lib/core/settings.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import type { Price, PriceStatus } from "#lib/realtime/client/index.ts";

/** What a price button shows: its figures, those without a boost where there is one, and its state. */
export type PriceDisplay = { text: string; plain: string | null; state: PriceStatus; stale: boolean };

const NONE = "–";

export const priceDisplayOf = (price: Price | null, format: OddsFormat): PriceDisplay => {
  if (!price) return { text: NONE, plain: null, state: "unavailable", stale: false };
  const { odds, boost, status, stale } = price;
  const shown = odds !== null && status !== "unavailable";
  const boosted = shown && status === "offered" ? boost : null;
  return {
    text: shown ? formatOdds(BigInt(boosted?.odds ?? odds), format) : NONE,
    plain: boosted && shown ? formatOdds(BigInt(odds), format) : null,
    state: status === "offered" && odds === null ? "unavailable" : status,
    stale: stale && status === "offered",
  };
};
