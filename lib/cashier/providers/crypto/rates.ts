import { z } from "zod";
import { chained, type Rate, rateOf } from "#lib/core/exchange.ts";
import { type Currency, decimalsOf } from "#lib/core/money.ts";
import { rateAt } from "#lib/ledger/index.ts";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { BOOK_CURRENCY, type CryptoConfig, requireCrypto } from "./config.ts";

/** Units of a currency for one unit of an asset, with where it comes from and how old it is. */
export type AssetRate = { rate: Rate; source: string; at: Date };

const Published = z.record(z.string(), z.object({ rate: z.string(), at: z.iso.datetime() }));

type Published = { text: string; source: string; at: Date };

const publishedRate = async (asset: string, rates: CryptoConfig["rates"]): Promise<Published | null> => {
  const now = await databaseNowMs();
  if (rates.source === "manual") {
    const text = rates.values[asset];
    return text ? { text, source: "manual", at: new Date(now) } : null;
  }
  const answer = await fetch(rates.url, { signal: AbortSignal.timeout(5_000), redirect: "error" });
  if (!answer.ok) throw new Error(`rates answered ${answer.status}`);
  const found = Published.parse(await answer.json())[asset];
  if (!found) return null;
  const at = new Date(found.at);
  const ageMs = now - at.getTime();
  if (ageMs > rates.maxAgeSeconds * 1_000 || ageMs < -60_000) return null;
  return { text: found.rate, source: new URL(rates.url).host, at };
};

/**
 * What one unit of an asset is worth in a currency now, by the configured source and, for another currency than the euro, by the day's exchange
 * rate. Null where there is no rate, or only one that is too old: nothing may be credited or sent then. Throws where the source does not answer.
 */
export const assetRate = async (asset: string, currency: Currency): Promise<AssetRate | null> => {
  const found = await publishedRate(asset, requireCrypto().rates);
  const rate = found && rateOf(found.text);
  if (!found || !rate) return null;
  if (currency === BOOK_CURRENCY) return { rate, source: found.source, at: found.at };
  const exchange = await rateAt(BOOK_CURRENCY, currency);
  if (!exchange) return null;
  return {
    rate: chained(rate, exchange.rate),
    source: [found.source, ...exchange.sources].join(" "),
    at: found.at,
  };
};

/** Decimal text of a rate with 18 places, for storing and showing. */
export const rateText = ({ numerator, denominator }: Rate): string => {
  const scaled = (numerator * 10n ** 18n) / denominator;
  const digits = scaled.toString().padStart(19, "0");
  return `${digits.slice(0, -18)}.${digits.slice(-18)}`;
};

/**
 * What base units of an asset are worth in minor units of a currency, rounded down once, with what that lost as decimal text of a minor unit
 * (18 places).
 */
export const assetValue = (
  amount: bigint,
  decimals: number,
  currency: Currency,
  { numerator, denominator }: Rate,
): { minor: bigint; remainder: string } => {
  const dividend = amount * numerator * 10n ** BigInt(decimalsOf(currency));
  const divisor = denominator * 10n ** BigInt(decimals);
  const rest = ((dividend % divisor) * 10n ** 18n) / divisor;
  return { minor: dividend / divisor, remainder: `0.${rest.toString().padStart(18, "0")}` };
};

/** How many base units of an asset minor units of a currency buy, rounded down. */
export const unitsFor = (
  minor: bigint,
  currency: Currency,
  decimals: number,
  { numerator, denominator }: Rate,
): bigint =>
  (minor * denominator * 10n ** BigInt(decimals)) / (numerator * 10n ** BigInt(decimalsOf(currency)));
