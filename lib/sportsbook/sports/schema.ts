import { baseball } from "./baseball/views.ts";
import { basketball } from "./basketball/views.ts";
import { football } from "./football/views.ts";
import { hockey } from "./hockey/views.ts";
import { type MarketType, SPECIAL_TYPE, type SportViews } from "./sport.ts";
import { tennis } from "./tennis/views.ts";

export type * from "./sport.ts";
export { SPECIAL_TYPE } from "./sport.ts";

/** The sports, as browsers know them. A sport is one folder and one line here, in index.ts, messages.ts, outcomes.ts and ui.ts. */
export const SPORT_VIEWS: readonly SportViews[] = [football, tennis, basketball, hockey, baseball];

const find = (sportId: string): SportViews | undefined => SPORT_VIEWS.find(({ id }) => id === sportId);

/** @throws RangeError for a sport that has no folder */
export const sportViews = (sportId: string): SportViews => {
  const sport = find(sportId);
  if (!sport) throw new RangeError(`no sport "${sportId}"`);
  return sport;
};

/** What staff write in any sport: a title and outcomes in words of their own, sold before the event begins and settled by hand. */
export const SPECIAL: MarketType = {
  id: SPECIAL_TYPE,
  outcomes: [],
  group: "specials",
  layout: "stack",
  blockBy: "nr",
  overround: 1.1,
};

/** Null for a market that the sport does not have, such as one of a provider's own. */
export const findMarketType = (sportId: string, marketType: string): MarketType | null =>
  find(sportId)?.markets.find(({ id }) => id === marketType) ?? (marketType === SPECIAL.id ? SPECIAL : null);

/** Where a market belongs on the page of its sport; markets that the sport does not have come last. */
export const marketRank = (sportId: string, marketType: string): number => {
  const rank = find(sportId)?.markets.findIndex(({ id }) => id === marketType) ?? -1;
  return rank < 0 ? Number.MAX_SAFE_INTEGER : rank;
};
