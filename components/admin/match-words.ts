const words = (text: string): string[] =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Whether each word of what is asked for begins a word of the name, in any order and whatever the accents. */
export const matchesWords = (asked: string, name: string): boolean => {
  const named = words(name);
  return words(asked).every((word) => named.some((each) => each.startsWith(word)));
};
