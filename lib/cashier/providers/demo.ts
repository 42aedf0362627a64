import { type Currency, decimalsOf } from "#lib/core/money.ts";
import type { DepositProvider } from "./provider.ts";

// One krona or yen buys about a tenth, a hundredth of what a euro does.
const UNITS: Record<Currency, bigint> = { EUR: 1n, GBP: 1n, USD: 1n, SEK: 10n, JPY: 100n };

const major = (amount: bigint, currency: Currency): bigint =>
  amount * UNITS[currency] * 10n ** BigInt(decimalsOf(currency));

/** Play money: always authorised, never more than a day's fun. Moves through the ledger like any other. */
export const demoProvider: DepositProvider = {
  id: "demo",
  limits: (currency) => ({
    minimum: major(1n, currency),
    maximum: major(1_000n, currency),
    perDay: major(5_000n, currency),
  }),
  suggestions: (currency) => [20n, 50n, 100n, 250n, 500n, 1_000n].map((amount) => major(amount, currency)),
  authorise: async () => ({ authorised: true }),
};
