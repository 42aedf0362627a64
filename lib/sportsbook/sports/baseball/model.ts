import { z } from "zod";

/** Runs of nine innings at bat against this opponent. */
const Rate = z.number().min(1.5).max(10);

/** What a fixture says of a game that we price ourselves. */
export const BaseballPricing = z.object({ runs: z.object({ home: Rate, away: Rate }) });
export type BaseballPricing = z.input<typeof BaseballPricing>;
export type BaseballModel = z.output<typeof BaseballPricing>;

/** Null where the fixture brings no figures: there are no ratings of baseball teams. */
export const baseballModelOf = (pricing: unknown): BaseballModel | null => {
  const { runs } = BaseballPricing.partial({ runs: true }).parse(pricing);
  return runs ? { runs } : null;
};
