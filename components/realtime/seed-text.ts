import type { EventSummary, EventView } from "#lib/sportsbook/markets/schema.ts";

/** What a page starts from. */
export type Seeds = {
  events?: readonly EventView[];
  summaries?: readonly EventSummary[];
  /** The live list, in its order. */
  live?: readonly EventSummary[];
};

/** As text, which travels to the page as it is; each value of an object would be walked over several times on its way. */
export const seedText = (seeds: Seeds): string => JSON.stringify(seeds);
