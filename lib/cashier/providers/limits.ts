import { type Currency, currencyRow, minorOf } from "#lib/core/money.ts";
import type { DepositLimits } from "../schema.ts";

const units = (count: bigint, currency: Currency): bigint =>
  count * minorOf(currencyRow(currency).demoUnit, currency);

/** What the operator allows in one deposit and in 24 hours, minor units. */
export const depositLimits = (currency: Currency): DepositLimits => ({
  minimum: units(1n, currency),
  maximum: units(1_000n, currency),
  perDay: units(5_000n, currency),
});

/** Amounts that are suggested to a player who has not deposited yet. */
export const depositSuggestions = (currency: Currency): bigint[] =>
  [20n, 50n, 100n, 250n, 500n, 1_000n].map((amount) => units(amount, currency));
