const BRANDS: Readonly<Record<string, string>> = {
  visa: "Visa",
  mastercard: "Mastercard",
  amex: "American Express",
  link: "Link",
  bank_transfer: "Bank account",
};

/** "Visa •••• 4242"; a wallet without a number has its name alone. */
export const cardName = ({ brand, last4 }: { brand: string; last4: string }): string =>
  last4 === "" ? (BRANDS[brand] ?? brand) : `${BRANDS[brand] ?? brand} •••• ${last4}`;
