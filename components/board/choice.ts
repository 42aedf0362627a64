import { BOARD_COOKIE } from "#lib/core/cookies.ts";

export const GROUPINGS = ["time", "competition"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Where there is room for one market only, the place of that market on the sport's board, from 1. */
export const PLACES = [1, 2, 3, 4] as const;
export type Place = (typeof PLACES)[number];

/** How lists are shown, kept in a cookie, so that the page is drawn right at once. */
export type BoardChoice = { place: Place; by: Grouping };

type Asked = { market?: unknown; by?: unknown };

const placeOf = (text: unknown): Place | undefined => PLACES.find((each) => String(each) === text);
const groupingOf = (text: unknown): Grouping | undefined => GROUPINGS.find((each) => each === text);

/** "2.competition". What the address asks for goes first; anything odd is left out. */
export const readBoardChoice = (kept: string | undefined, asked: Asked, usual: Grouping): BoardChoice => {
  const [place, by] = (kept ?? "").split(".");
  return {
    place: placeOf(asked.market) ?? placeOf(place) ?? 1,
    by: groupingOf(asked.by) ?? groupingOf(by) ?? usual,
  };
};

/** Keeps a part of the choice on this device. In a browser only. */
export const keepBoardChoice = (change: Partial<BoardChoice>): void => {
  const held = document.cookie
    .split("; ")
    .find((pair) => pair.startsWith(`${BOARD_COOKIE}=`))
    ?.slice(BOARD_COOKIE.length + 1);
  const [place = "", by = ""] = (held ?? "").split(".");
  const value = [change.place ?? placeOf(place) ?? "", change.by ?? groupingOf(by) ?? ""].join(".");
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we serve
  document.cookie = `${BOARD_COOKIE}=${value}; path=/; max-age=31536000; samesite=lax`;
};
