import { z } from "zod";

/** What a fixture says of a match that we price ourselves: how often each player wins a point on serve against this opponent. */
export const TennisPricing = z.object({
  bestOf: z.union([z.literal(3), z.literal(5)]).default(3),
  serve: z.object({ home: z.number().min(0.3).max(0.9), away: z.number().min(0.3).max(0.9) }),
});
export type TennisPricing = z.input<typeof TennisPricing>;
export type TennisModel = z.output<typeof TennisPricing>;

/** Null where the fixture brings no figures: there are no ratings of tennis players. */
export const tennisModelOf = (pricing: unknown): TennisModel | null => {
  const parsed = TennisPricing.partial({ serve: true }).parse(pricing);
  return parsed.serve ? { ...parsed, serve: parsed.serve } : null;
};
