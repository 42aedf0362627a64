export const VIEWS = ["markets", "timeline", "statistics"] as const;
export type View = (typeof VIEWS)[number];

/** The view that an address asks for; the markets where it asks for none. */
export const readView = (asked: unknown): View => VIEWS.find((each) => each === asked) ?? "markets";
