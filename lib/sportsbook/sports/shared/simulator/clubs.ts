import type { Competitor } from "#lib/sportsbook/events/schema.ts";

/** `strength` falls from 0.5 of the best to −0.5 of the last; `style` is from −1 to 1 and says nothing of strength. */
export type SimulatedClub = Competitor & { strength: number; style: number };

const slug = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z]+/g, "-")
    .replace(/^-|-$/g, "");

const SHORT_MAX = 14;

/** The last words of a name that fit into a narrow list. */
const shortOf = (name: string): string => {
  const words = name.split(" ");
  for (let from = 0; from < words.length; from += 1) {
    const short = words.slice(from).join(" ");
    if (short.length <= SHORT_MAX) return short;
  }
  return words.at(-1) ?? name;
};

/** Invented clubs, the strongest first: country and name, separated by bars and line breaks. */
export const clubsOf = (sportId: string, text: string): SimulatedClub[] => {
  const entries = text.trim().split(/[|\n]/);
  return entries.map((entry, rank) => {
    const [countryCode = "", ...words] = entry.split(" ");
    const name = words.join(" ");
    return {
      id: `${sportId}-${slug(name)}`,
      name,
      shortName: shortOf(name),
      countryCode,
      strength: 0.5 - rank / (entries.length - 1),
      style: Math.sin(rank * 2.4),
    };
  });
};
