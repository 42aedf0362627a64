import { describe, expect, it } from "vitest";
import { EVENT_STATUS, footballKickOff } from "#lib/sportsbook/catalogue/schema.ts";
import { MARKET_STATUS } from "#lib/sportsbook/markets/schema.ts";
import { loadRatings } from "#lib/sportsbook/pricing/index.ts";
import { newBook } from "./book.ts";
import { modelOfPricing } from "./model.ts";
import { Pricing } from "./schema.ts";
import { tradeEvent } from "./trader.ts";

const modelOf = (pricing: object) =>
  modelOfPricing(Pricing.parse({ by: "house", ...pricing }), loadRatings());

describe("the model of a fixture", () => {
  it("takes the provider's rates over the ratings", () => {
    const rates = { homeRate: 1.4, awayRate: 1.2, rho: 0 };
    expect(modelOf({ homeTeam: "spain", awayTeam: "malta", rates })).toEqual(rates);
  });

  it.each([
    { homeTeam: "malta", awayTeam: "newcomers" },
    { homeTeam: "malta" },
    { homeTeam: "newcomers", awayTeam: "malta" },
    { homeTeam: "newcomers", awayTeam: "newcomers-too", league: "national-teams" },
  ])("prices teams without matches: %j", (pricing) => {
    const book = newBook("event", "feed");
    Object.assign(book, {
      status: EVENT_STATUS.notStarted,
      score: footballKickOff(),
      model: modelOf(pricing),
    });
    const { markets = [] } = tradeEvent(book);
    const result = markets.find(({ template }) => template === "1x2");
    expect(result?.status).toBe(MARKET_STATUS.active);
    expect(result?.outcomes.some(({ odds }) => odds !== null)).toBe(true);
  });

  it("is none where neither team is rated", () => {
    expect(modelOf({ homeTeam: "newcomers", awayTeam: "newcomers-too" })).toBeNull();
    expect(modelOf({})).toBeNull();
  });
});
