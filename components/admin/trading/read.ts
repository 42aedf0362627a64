import { onLadder } from "#lib/sportsbook/trading/schema.ts";

/** "2.1" or "2,1" as odds ×10⁻⁴, down to the ladder; null where it is no price above 1. */
export const readOdds = (text: string): bigint | null => {
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))?$/.exec(text.trim());
  if (!match) return null;
  const odds = BigInt(match[1] ?? "0") * 10_000n + BigInt((match[2] ?? "").padEnd(4, "0"));
  return odds > 10_000n ? onLadder(odds) : null;
};

/** "5" or "5,25" per cent over a fair book, in basis points of the whole; null where it is none, or more than 100 %. */
export const readMargin = (text: string): number | null => {
  if (!/^\d{1,3}(?:[.,]\d{1,2})?$/.test(text.trim())) return null;
  const basisPoints = 10_000 + Math.round(Number(text.trim().replace(",", ".")) * 100);
  return basisPoints <= 20_000 ? basisPoints : null;
};
