import aliases from "./aliases.json" with { type: "json" };
import { plain, similarity, wordsOf } from "./text.ts";

/** Something that can be found. */
export type Entry = {
  id: string;
  /** What it is called: its sides, or its own name. */
  names: readonly string[];
  /** What it belongs to, such as its competition. */
  context: readonly string[];
  /** Of entries that match as well, lower ones come first. */
  order: number;
};

type Indexed = { entry: Entry; names: string[]; words: string[]; contextWords: string[]; all: string };

export type SearchIndex = { find(query: string, max: number): string[] };

/** How well a word of the query matches, the best first. What a level finds hides what the levels of a later band would. */
const LEVEL = { name: 0, nameBegins: 1, wordBegins: 2, contextBegins: 3, inside: 4, similar: 5 } as const;
const BANDS: readonly number[] = [LEVEL.contextBegins, LEVEL.inside, LEVEL.similar];

/** Below it words have little in common: "germnay" and "germany" have 0.33. */
const SIMILARITY_MIN = 0.32;
const SIMILAR_LETTERS_MIN = 4;
const INSIDE_LETTERS_MIN = 2;

const namesakes = new Map<string, string[]>();
for (const group of aliases) for (const name of group) namesakes.set(name, group);

const withAliases = (name: string): string[] => namesakes.get(name) ?? [name];

const indexed = (entry: Entry): Indexed => {
  const names = [...new Set(entry.names.map(plain).flatMap(withAliases))];
  const contextWords = entry.context.flatMap((text) => wordsOf(plain(text)));
  return {
    entry,
    names,
    words: names.flatMap(wordsOf),
    contextWords,
    all: [...names, ...contextWords].join(" "),
  };
};

const levelOf = (word: string, { names, words, contextWords, all }: Indexed): number | null => {
  if (names.some((name) => name.startsWith(word))) return LEVEL.nameBegins;
  if (words.some((each) => each.startsWith(word))) return LEVEL.wordBegins;
  if (contextWords.some((each) => each.startsWith(word))) return LEVEL.contextBegins;
  if (word.length >= INSIDE_LETTERS_MIN && all.includes(word)) return LEVEL.inside;
  if (
    word.length >= SIMILAR_LETTERS_MIN &&
    [...words, ...contextWords].some((each) => similarity(word, each) >= SIMILARITY_MIN)
  )
    return LEVEL.similar;
  return null;
};

/** How well the whole query matches: as its worst word does. Null where a word does not. */
const matchOf = (query: string, words: readonly string[], entry: Indexed): number | null => {
  if (entry.names.includes(query)) return LEVEL.name;
  if (entry.names.some((name) => name.startsWith(query))) return LEVEL.nameBegins;
  let worst: number = LEVEL.nameBegins;
  for (const word of words) {
    const level = levelOf(word, entry);
    if (level === null) return null;
    worst = Math.max(worst, level);
  }
  return worst;
};

/**
 * Finds entries by what people type: whole names before names that begin so, before words that begin so; only where nothing does,
 * what contains the text, and only where nothing does either, what looks like it. Every word must match. Case, accents and
 * punctuation do not count, and other names of a country find it.
 */
export const searchIndex = (entries: readonly Entry[]): SearchIndex => {
  const all = entries.map(indexed);
  return {
    find: (text, max) => {
      const query = plain(text);
      const words = wordsOf(query);
      if (words.length === 0) return [];
      const found = all.flatMap((each) => {
        const level = matchOf(query, words, each);
        return level === null ? [] : [{ level, entry: each.entry }];
      });
      const best = Math.min(...found.map(({ level }) => level));
      const band = BANDS.find((last) => best <= last) ?? best;
      return found
        .filter(({ level }) => level <= band)
        .sort(
          (a, b) => a.level - b.level || a.entry.order - b.entry.order || (a.entry.id < b.entry.id ? -1 : 1),
        )
        .slice(0, max)
        .map(({ entry }) => entry.id);
    },
  };
};
