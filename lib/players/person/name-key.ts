import { normalizeName } from "#lib/core/text.ts";

// What Unicode does not take apart into a letter and its mark, as passports transliterate it (ICAO Doc 9303, part 3, section 6).
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ı: "i",
  ħ: "h",
};
const TAKEN_APART = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");

/** Letters without case, marks and compatible forms; anything else parts words. */
const wordsOf = (name: string): string[] =>
  normalizeName(name)
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(TAKEN_APART, (letter) => LETTERS[letter] ?? letter)
    .replaceAll(/['’.]/gu, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

/**
 * The form in which names are compared: the words of first and last name without case, accents and compatible forms, in one order, so
 * that "Ana-María Núñez" and "NUNEZ, Ana Maria" are one person. Names of another script stay in it.
 */
export const nameKey = (firstName: string, lastName: string): string =>
  [...wordsOf(firstName), ...wordsOf(lastName)].sort().join(" ");

/** Whether every word of the shorter name is in the other one: a middle name that one account leaves out. */
export const namesAgree = (one: string, other: string): boolean => {
  const [short = [], long = []] = [one.split(" "), other.split(" ")].sort((a, b) => a.length - b.length);
  return short.length >= 2 && short.every((word) => long.includes(word));
};
