/** Letters that do not come apart into a letter and its accent. */
const LETTERS: Readonly<Record<string, string>> = {
  ø: "o",
  ł: "l",
  đ: "d",
  ħ: "h",
  ı: "i",
  ð: "d",
  ŋ: "n",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
};

/** Text without case, accents and punctuation: "Côte d’Ivoire" is "cote divoire", "Bodø/Glimt" is "bodo glimt". */
export const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[øłđħıðŋßæœþ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[\p{M}'’‘ʼ.]/gu, "")
    .replace(/[-–—/,()&\s]+/g, " ")
    .trim();

export const wordsOf = (text: string): string[] => (text === "" ? [] : text.split(" "));

/** Groups of three letters, with the beginning and the end of the word among them, as PostgreSQL's pg_trgm counts them. */
const trigrams = (word: string): Set<string> => {
  const padded = `  ${word} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)));
};

/** How much two words have in common, 0…1: trigrams of both over trigrams of either. */
export const similarity = (one: string, other: string): number => {
  const [left, right] = [trigrams(one), trigrams(other)];
  const shared = [...left].filter((each) => right.has(each)).length;
  return shared / (left.size + right.size - shared);
};
