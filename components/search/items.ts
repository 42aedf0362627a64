import type { SearchHits } from "#lib/sportsbook/search/schema.ts";

/** What the list under the search box offers. */
export type SearchItem =
  | { kind: "recent"; key: string; text: string; href: string }
  | { kind: "competition"; key: string; of: SearchHits["competitions"][number]; href: string }
  | { kind: "event"; key: string; of: SearchHits["events"][number]; href: string }
  | { kind: "all"; key: string; text: string; href: string };

/** The page of all results. */
export const resultsHref = (text: string): string => `/search?${new URLSearchParams({ q: text })}`;

/** Without a text what was searched for last; else what it finds, and the page of all results. */
export const itemsOf = (text: string, hits: SearchHits | null, recent: readonly string[]): SearchItem[] => {
  if (text === "")
    return recent.map((each) => ({ kind: "recent", key: `r-${each}`, text: each, href: resultsHref(each) }));
  if (!hits) return [];
  return [
    ...hits.competitions.map(
      (of): SearchItem => ({
        kind: "competition",
        key: `c-${of.id}`,
        of,
        href: `/competitions/${of.id}`,
      }),
    ),
    ...hits.events.map(
      (of): SearchItem => ({ kind: "event", key: `e-${of.id}`, of, href: `/events/${of.id}` }),
    ),
    ...(hits.events.length > 0
      ? [{ kind: "all", key: "all", text, href: resultsHref(text) } satisfies SearchItem]
      : []),
  ];
};
