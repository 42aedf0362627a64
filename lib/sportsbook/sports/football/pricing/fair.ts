import type { Specifiers } from "#lib/sportsbook/markets/schema.ts";
import { at } from "#lib/sportsbook/pricing/index.ts";
import type { FootballMarket } from "../markets.ts";
import type { Counts } from "./distributions.ts";

/** The fair side of a market, in the order of its outcomes. */
export type Fair = { marketType: FootballMarket; specifiers: Specifiers; fair: number[] };

export const massAbove = ({ from, mass }: Counts, bound: number): number => {
  let total = 0;
  for (let i = Math.max(0, bound + 1 - from); i < mass.length; i += 1) total += at(mass, i);
  return total;
};

/** Home, draw and away, from a lead and the difference of the goals still to come. */
export const resultOf = (difference: Counts, lead: number): [number, number, number] => {
  const home = massAbove(difference, -lead);
  const away = Math.max(0, 1 - massAbove(difference, -lead - 1));
  return [home, Math.max(0, 1 - home - away), away];
};
