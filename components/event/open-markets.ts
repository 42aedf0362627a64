import { GROUPS, type Group } from "./market-groups.ts";

/** Which markets a reader wants to see: the group, and the families that are folded away. Kept in a cookie, so that the page is drawn right at once. */
export type OpenMarkets = { group: Group; folded: readonly string[] };

export const OPEN_MARKETS_COOKIE = "evens.markets";

const FOLDED_MAX = 40;
const FAMILY = /^[\w-]{1,32}$/;

/** "goals.total.team_total-home": the group, then what is folded. Anything odd is left out. */
export const readOpenMarkets = (text: string | undefined): OpenMarkets => {
  const [group, ...folded] = (text ?? "").split(".");
  return {
    group: GROUPS.find((each) => each === group) ?? "all",
    folded: folded.filter((key) => FAMILY.test(key)).slice(0, FOLDED_MAX),
  };
};

export const writeOpenMarkets = ({ group, folded }: OpenMarkets): string =>
  [group, ...folded.slice(-FOLDED_MAX)].join(".");
