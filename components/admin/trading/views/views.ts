import { TRADING_VIEWS_COOKIE } from "#lib/core/cookies.ts";

/** A filter of the trading list that a trader has named. */
export type SavedView = {
  name: string;
  /** The filter as the query of the list's address, without its "?". */
  query: string;
};

export const VIEWS_MAX = 12;
export const VIEW_NAME_MAX = 30;
const QUERY_MAX = 300;
const YEAR_SECONDS = 31_536_000;

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

/** "Late%20football=show%3Dlive|…", as the cookie keeps them. Anything odd is left out. */
export const readViews = (text: string | undefined): SavedView[] =>
  (text ?? "")
    .split("|")
    .flatMap((entry) => {
      const [name, query] = entry.split("=", 2).map(decoded);
      return name && query && name.length <= VIEW_NAME_MAX && query.length <= QUERY_MAX
        ? [{ name, query }]
        : [];
    })
    .slice(0, VIEWS_MAX);

export const writeViews = (views: readonly SavedView[]): string =>
  views.map(({ name, query }) => `${encodeURIComponent(name)}=${encodeURIComponent(query)}`).join("|");

/** Keeps them in this browser. */
export const rememberViews = (views: readonly SavedView[]): void => {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we serve
  document.cookie = `${TRADING_VIEWS_COOKIE}=${writeViews(views)}; path=/admin; max-age=${YEAR_SECONDS}; samesite=lax`;
};
