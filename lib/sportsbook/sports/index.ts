import { baseball } from "./baseball/sport.ts";
import { basketball } from "./basketball/sport.ts";
import { football } from "./football/sport.ts";
import { hockey } from "./hockey/sport.ts";
import type { MarginPolicy, Sport, SportRules, SportViews } from "./sport.ts";
import { tennis } from "./tennis/sport.ts";

export * from "./outlook.ts";
export * from "./schema.ts";

/** The sports, as servers know them. */
export const SPORTS: readonly Sport[] = [football, tennis, basketball, hockey, baseball];

/** @throws RangeError for a sport that has no folder */
export const sportOf = (sportId: string): Sport => {
  const sport = SPORTS.find(({ id }) => id === sportId);
  if (!sport) throw new RangeError(`no sport "${sportId}"`);
  return sport;
};

/** The margins that a sport's market types start with. */
export const defaultMargin = ({ markets }: Pick<SportViews, "markets">): MarginPolicy => ({
  method: "power",
  overround: Object.fromEntries(markets.map(({ id, overround }) => [id, overround])),
});

/** Every sport's rules as a parameter of a query: one object a sport, with `sportId`. */
export const sportRulesJson = (): string =>
  JSON.stringify(
    SPORTS.map(({ id, rules }): { sportId: string } & SportRules => ({ sportId: id, ...rules })),
  );
