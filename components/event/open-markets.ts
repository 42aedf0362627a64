import { SPORT_VIEWS } from "#lib/sportsbook/sports/schema.ts";

/** Which markets a reader wants to see: the group, and the families that are folded away. Kept in a cookie, so that the page is drawn right at once. */
/** A tab of the event's page; tabs that the sport does not have show all. */
export type OpenMarkets = { group: string; folded: readonly string[] };

const FOLDED_MAX = 40;
const GROUPS = new Set(SPORT_VIEWS.flatMap(({ markets }) => markets.map(({ group }) => group as string)));
const FAMILY = /^[\w-]{1,32}$/;

/** "goals.total.team_total-home": the group, then what is folded. Anything odd is left out. */
export const readOpenMarkets = (text: string | undefined): OpenMarkets => {
  const [group, ...folded] = (text ?? "").split(".");
  return {
    group: group && GROUPS.has(group) ? group : "all",
    folded: folded.filter((key) => FAMILY.test(key)).slice(0, FOLDED_MAX),
  };
};

export const writeOpenMarkets = ({ group, folded }: OpenMarkets): string =>
  [group, ...folded.slice(-FOLDED_MAX)].join(".");
