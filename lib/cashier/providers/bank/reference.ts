const DIGITS = 12;
// Groups may be parted, by people and by banks.
const OURS = /RF(?:[\s-]*\d){14}(?!\d)/g;

/** ISO 7064, MOD 97-10: letters stand for two digits, A = 10 to Z = 35. */
const mod97 = (text: string): number => {
  let rest = 0;
  for (const letter of text) {
    const value = Number.parseInt(letter, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
};

/** The creditor reference with these digits: "RF", two check digits, and what was given (ISO 11649). */
export const referenceWith = (digits: string): string =>
  `RF${String(98 - mod97(`${digits}RF00`)).padStart(2, "0")}${digits}`;

/** Whether the check digits of a creditor reference are right. */
export const isReference = (text: string): boolean =>
  /^RF\d{2}[0-9A-Z]{1,21}$/.test(text) && mod97(`${text.slice(4)}${text.slice(0, 4)}`) === 1;

/** Twelve random digits as a reference. @param random a whole number from 0 to 10^12 - 1 */
export const newReference = (random: number): string => referenceWith(String(random).padStart(DIGITS, "0"));

/**
 * The references of our form in what a payer wrote, each once. Spaces, dashes, letter case and where the bank broke a line do not matter; a mistyped
 * digit fails the check and is no reference.
 */
export const referencesIn = (texts: readonly string[]): string[] => {
  const found = [...texts, texts.join("")].flatMap((text) => text.toUpperCase().match(OURS) ?? []);
  return [...new Set(found.map((each) => each.replaceAll(/[\s-]/g, "")).filter(isReference))];
};

/** In groups of four, as people read it. */
export const inGroups = (text: string): string => text.replaceAll(/(.{4})(?=.)/g, "$1 ");
