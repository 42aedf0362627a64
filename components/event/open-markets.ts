import { SPECIAL, SPORT_VIEWS } from "#lib/sportsbook/sports/schema.ts";

/** Which markets a reader wants to see: the group, and the families that are folded away. Kept in a cookie, so that the page is drawn right at once. */
/** A tab of the event's page; tabs that the sport does not have show all. */
export type OpenMarkets = { group: string; folded: readonly string[] };

const FOLDED_MAX = 40;
const GROUPS = new Set([
  SPECIAL.group,
  ...SPORT_VIEWS.flatMap(({ markets }) => markets.map(({ group }) => group as string)),
]);
const FAMILY = /^[\w-]{1,32}$/;

/** The group that an address asks for; null where it asks for none that there is. */
export const readGroup = (asked: unknown): string | null =>
  typeof asked === "string" && GROUPS.has(asked) ? asked : null;

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
