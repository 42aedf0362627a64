import { createHash } from "node:crypto";
import { electronicFormatIBAN, isSEPACountry, isValidIBAN } from "ibantools";
import type { Currency } from "#lib/core/money.ts";

/** The same for everybody who uses the account, and does not tell it. */
export const fingerprintOf = (iban: string): string =>
  createHash("sha256").update(`iban:${iban}`).digest("hex");

/** An IBAN as people type it, checked by its country's length and check digits; null for any other text. */
export const ibanOf = (typed: string): string | null => {
  const iban = electronicFormatIBAN(typed);
  return iban && isValidIBAN(iban) ? iban : null;
};

/** Whether an account can be paid in this currency: euros go to countries of SEPA. */
export const reachable = (iban: string, currency: Currency): boolean =>
  currency !== "EUR" || isSEPACountry(iban.slice(0, 2));

/** Returns after which an account is not paid again: it does not exist, is closed or blocked, or the law forbids it. */
const BLOCKING = new Set(["AC01", "AC04", "AC06", "RR04"]);

export const blocksPayee = (reason: string): boolean => BLOCKING.has(reason);
