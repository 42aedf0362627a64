/** What a search lists while its text is typed. */
export type SearchHits = {
  competitions: { id: string; name: string; category: string; countryCode: string | null; open: number }[];
  events: {
    id: string;
    name: string;
    competition: string;
    startsAt: string;
    running: boolean;
    countryCodes: (string | null)[];
  }[];
};

export const SEARCH_TEXT_MAX = 80;
