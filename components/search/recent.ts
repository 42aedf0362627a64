const KEY = "evens.searches";
const KEPT_MAX = 6;

/** The texts that this browser searched for last, the newest first. */
export const recentSearches = (): string[] => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept)
      ? kept.filter((text): text is string => typeof text === "string").slice(0, KEPT_MAX)
      : [];
  } catch {
    return [];
  }
};

const write = (texts: string[]): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify(texts.slice(0, KEPT_MAX)));
  } catch {
    // A browser that keeps nothing offers no recent searches.
  }
};

export const rememberSearch = (text: string): void => {
  const wanted = text.trim();
  if (wanted === "") return;
  const others = recentSearches().filter((each) => each.toLowerCase() !== wanted.toLowerCase());
  write([wanted, ...others]);
};

export const forgetSearches = (): void => write([]);
