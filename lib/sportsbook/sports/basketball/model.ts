import { z } from "zod";

/** Points that a side makes of a possession, on average. */
const Efficiency = z.number().min(0.6).max(1.5);

/** What a fixture says of a game that we price ourselves. */
export const BasketballPricing = z.object({
  quarterMinutes: z.literal([10, 12]).default(12),
  /** Possessions of each side in four quarters. */
  pace: z.number().min(50).max(125),
  efficiency: z.object({ home: Efficiency, away: Efficiency }),
});
export type BasketballPricing = z.input<typeof BasketballPricing>;
export type BasketballModel = z.output<typeof BasketballPricing>;

/** Null where the fixture brings no figures: there are no ratings of basketball teams. */
export const basketballModelOf = (pricing: unknown): BasketballModel | null => {
  const { pace, efficiency, quarterMinutes } = BasketballPricing.partial({
    pace: true,
    efficiency: true,
  }).parse(pricing);
  return pace !== undefined && efficiency ? { quarterMinutes, pace, efficiency } : null;
};
