import { describe } from "vitest";
import { lifeConforms } from "./life.ts";
import { pricesConform } from "./prices.ts";
import { resultsConform } from "./results.ts";
import { conformanceStage, type MakeSource } from "./stage.ts";

export type { ConformanceSource, MakeSource } from "./stage.ts";

/**
 * The suite that every provider has to pass: canonical messages, sent in its own wire format, take effect on prices,
 * bets and money in a real database, for events that the provider prices.
 */
export const feedConformance = (name: string, makeSource: MakeSource): void => {
  describe(`${name} conforms`, () => {
    const stage = conformanceStage(makeSource);
    pricesConform(stage);
    resultsConform(stage);
    lifeConforms(stage);
  });
};
