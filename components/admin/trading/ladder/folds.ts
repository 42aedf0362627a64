import { DESK_FOLDS_COOKIE } from "#lib/core/cookies.ts";

/** What a trader has folded (true) or opened (false) by hand, by "sport/family". Kept in a cookie, so that the desk is drawn right at once. */
export type Folds = Readonly<Record<string, boolean>>;

const FOLDS_MAX = 60;
const ENTRY = /^([\w-]{1,40}\/[\w-]{1,60})!([01])$/;
const YEAR_SECONDS = 31_536_000;

/** "football/total!1.football/1x2!0". Anything odd is left out. */
export const readFolds = (text: string | undefined): Folds =>
  Object.fromEntries(
    (text ?? "")
      .split(".")
      .flatMap((entry) => {
        const [, key, folded] = ENTRY.exec(entry) ?? [];
        return key ? [[key, folded === "1"] as const] : [];
      })
      .slice(-FOLDS_MAX),
  );

/** The newest choice last, which is kept longest. */
export const writeFolds = (folds: Folds, key: string, folded: boolean): string =>
  Object.entries({
    ...Object.fromEntries(Object.entries(folds).filter(([each]) => each !== key)),
    [key]: folded,
  })
    .slice(-FOLDS_MAX)
    .map(([each, on]) => `${each}!${on ? 1 : 0}`)
    .join(".");

/** Keeps the choice for this and the next event, in this browser. */
export const rememberFold = (key: string, folded: boolean): void => {
  const kept = document.cookie
    .split("; ")
    .find((each) => each.startsWith(`${DESK_FOLDS_COOKIE}=`))
    ?.slice(DESK_FOLDS_COOKIE.length + 1);
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we serve
  document.cookie = `${DESK_FOLDS_COOKIE}=${writeFolds(readFolds(kept), key, folded)}; path=/admin; max-age=${YEAR_SECONDS}; samesite=lax`;
};
