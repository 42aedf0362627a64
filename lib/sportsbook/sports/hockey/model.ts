import { z } from "zod";

/** Goals in sixty minutes against this opponent, without what falls into empty nets. */
const Rate = z.number().min(0.5).max(8);

/** What a fixture says of a game that we price ourselves. */
export const HockeyPricing = z.object({
  playoff: z.boolean().default(false),
  rates: z.object({ home: Rate, away: Rate }),
});
export type HockeyPricing = z.input<typeof HockeyPricing>;
export type HockeyModel = z.output<typeof HockeyPricing>;

/** Null where the fixture brings no figures: there are no ratings of ice hockey teams. */
export const hockeyModelOf = (pricing: unknown): HockeyModel | null => {
  const { playoff, rates } = HockeyPricing.partial({ rates: true }).parse(pricing);
  return rates ? { playoff, rates } : null;
};
