import type { Currency } from "#lib/core/money.ts";
import { type BankAccountConfig, env } from "#lib/platform/config/env.ts";

/** An account of the operator, to which players transfer and from which they are paid. */
export type BankAccount = BankAccountConfig;

// The example account of the German IBAN registry.
const DEMO: BankAccount = {
  currency: "EUR",
  iban: "DE89370400440532013000",
  bic: "COBADEFFXXX",
  name: "Evens Demo",
  town: "Berlin",
  country: "DE",
  reversals: "stated",
};

/** The operator's accounts, one for each currency at most. In demo mode there is an example account where none is configured. */
export const bankAccounts = (): BankAccount[] => {
  const { BANK_ACCOUNTS, DEMO_MODE } = env();
  return BANK_ACCOUNTS.length > 0 || !DEMO_MODE ? BANK_ACCOUNTS : [DEMO];
};

/** The account for a currency; null where transfers in it are not offered. */
export const bankAccountFor = (currency: Currency): BankAccount | null =>
  bankAccounts().find((account) => account.currency === currency) ?? null;
