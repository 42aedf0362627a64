/**
 * Whether every store and every encoder takes the text: PostgreSQL keeps no NUL, and UTF-8 has no form for half a surrogate
 * pair.
 */
export const isEncodable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

// Line breaks and tabs may be in a note; other controls may not, nor what reorders or hides the characters around it.
const HIDDEN = /(?![\n\r\t])[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Whether a text reads as it is stored: it can be encoded, and holds no control or direction character. */
export const isPlain = (text: string): boolean => isEncodable(text) && !HIDDEN.test(text);

const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .'’\-_]*$/u;
/** What Unicode tells a renderer not to draw: joiners, fillers, variation selectors, soft hyphens. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
/** Vietnamese, Thai and Hebrew put three marks on a letter at most. */
const MANY_MARKS = /\p{M}{4}/u;

/** A person's name in one form: compatible characters alike (NFKC), single spaces. */
export const normalizeName = (text: string): string =>
  text
    .toWellFormed()
    .normalize("NFKC")
    .replaceAll(/\p{Zs}+/gu, " ")
    .trim();

/**
 * Whether a normalised name shows what it is made of: letters with their marks, digits and little punctuation of any script,
 * beginning with a letter or digit. No controls, nothing invisible, nothing that changes the direction of writing.
 */
export const isName = (name: string): boolean =>
  isPlain(name) && NAME.test(name) && !INVISIBLE.test(name) && !MANY_MARKS.test(name);

/** How many characters a person counts, not how many units JavaScript stores. */
export const lengthOf = (text: string): number => [...text].length;
