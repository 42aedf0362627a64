import { at } from "#lib/sportsbook/pricing/index.ts";

/** A distribution over the integers from `from` on. */
export type Counts = { readonly from: number; readonly mass: Float64Array };

/** How likely it is that the count is above `bound`. */
export const massAbove = ({ from, mass }: Counts, bound: number): number => {
  let total = 0;
  for (let i = Math.max(0, Math.floor(bound) + 1 - from); i < mass.length; i += 1) total += at(mass, i);
  return total;
};
