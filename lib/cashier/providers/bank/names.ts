/** The provider's id: its clearing account and its name in payments. */
export const BANK = "bank";

/** Its one method. */
export const BANK_TRANSFER = "bank_transfer";
