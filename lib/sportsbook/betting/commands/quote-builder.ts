import { defineCommand } from "#lib/players/index.ts";
import { quoteBuilder } from "../builder/quote.ts";
import { QuoteBuilderInput } from "../schema.ts";

/** The joint price of selections of one event, for whoever fills a slip. */
export const quoteBuilderCommand = defineCommand({
  name: "bet.quote_builder",
  summary: "The joint price of selections of one event as a bet builder, or why they are none.",
  actor: "visitor",
  input: QuoteBuilderInput,
  refusals: { legs_not_combinable: 422, market_suspended: 409, outcome_unavailable: 409 },
  // Reads only.
  transaction: "own",
  run: ({ input }) => quoteBuilder(input),
});
