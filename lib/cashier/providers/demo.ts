import { type Currency, currencyRow, minorOf } from "#lib/core/money.ts";
import type { DepositProvider } from "./provider.ts";

const units = (count: bigint, currency: Currency): bigint =>
  count * minorOf(currencyRow(currency).demoUnit, currency);

/** Play money: always authorised, never more than a day's fun. Moves through the ledger like any other. */
export const demoProvider: DepositProvider = {
  id: "demo",
  limits: (currency) => ({
    minimum: units(1n, currency),
    maximum: units(1_000n, currency),
    perDay: units(5_000n, currency),
  }),
  suggestions: (currency) => [20n, 50n, 100n, 250n, 500n, 1_000n].map((amount) => units(amount, currency)),
  authorise: async () => ({ authorised: true }),
};
