import { nameKey, namesAgree } from "#lib/players/index.ts";

// Banks without umlauts write "Mueller" for "Müller".
const folded = (key: string): string =>
  key
    .replaceAll(/([aou])e/g, "$1")
    .split(" ")
    .sort()
    .join(" ");

/**
 * Whether the name that a bank gives for an account is the player's: every word of the shorter name is in the other one, in any order, whatever the
 * letters' case and accents.
 * @param playerKey the player's name as names are compared; null where the player has not told one
 */
export const payerAgrees = (playerKey: string | null, bankName: string): boolean => {
  if (playerKey === null) return false;
  const key = nameKey(bankName, "");
  return namesAgree(playerKey, key) || namesAgree(folded(playerKey), folded(key));
};
