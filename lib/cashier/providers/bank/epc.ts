import { money, toDecimalText } from "#lib/core/money.ts";

const BYTES_MAX = 331;
const AMOUNT_MAX = 99_999_999_999n;

/** What a QR code of a transfer says. The amount is in cents of the euro; without one, the payer enters it. */
export type EpcTransfer = {
  bic: string;
  name: string;
  iban: string;
  amount: bigint | null;
  reference: string;
};

/**
 * The text of a QR code for a SEPA credit transfer with a structured reference (EPC069-12, version 002, UTF-8). Null where the standard allows
 * none: a name above 70 characters, or an amount above € 999,999,999.99. It is to be encoded with level M, in version 13 at most.
 */
export const epcText = ({ bic, name, iban, amount, reference }: EpcTransfer): string | null => {
  if (name.length > 70 || (amount !== null && (amount < 1n || amount > AMOUNT_MAX))) return null;
  const euros = amount === null ? "" : `EUR${toDecimalText(money("EUR", amount))}`;
  const text = ["BCD", "002", "1", "SCT", bic, name, iban, euros, "", reference].join("\n");
  return Buffer.byteLength(text) > BYTES_MAX ? null : text;
};
