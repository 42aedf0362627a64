import { describe, expect, it } from "vitest";
import { MARKET_STATUS } from "#lib/sportsbook/markets/schema.ts";
import { defaultMargin } from "../index.ts";
import { footballModelOf } from "./model.ts";
import { priceFootball } from "./pricing/price.ts";
import { loadRatings } from "./ratings/ratings.ts";
import { footballKickOff } from "./score.ts";
import { football } from "./views.ts";

const modelOf = (pricing: object) => footballModelOf(pricing, loadRatings());

describe("the model of a fixture", () => {
  it("takes the provider's rates over the ratings", () => {
    const rates = { homeRate: 1.4, awayRate: 1.2 };
    expect(modelOf({ homeTeam: "spain", awayTeam: "malta", rates })).toEqual(rates);
  });

  it.each([
    { homeTeam: "malta", awayTeam: "newcomers" },
    { homeTeam: "malta" },
    { homeTeam: "newcomers", awayTeam: "malta" },
    { homeTeam: "newcomers", awayTeam: "newcomers-too", league: "national-teams" },
  ])("prices teams without matches: %j", (pricing) => {
    const model = modelOf(pricing);
    const markets = model ? priceFootball(footballKickOff(), model, { margin: defaultMargin(football) }) : [];
    const result = markets.find(({ marketType }) => marketType === "1x2");
    expect(result?.status).toBe(MARKET_STATUS.active);
    expect(result?.outcomes.some(({ odds }) => odds !== null)).toBe(true);
  });

  it("is none where neither team is rated", () => {
    expect(modelOf({ homeTeam: "newcomers", awayTeam: "newcomers-too" })).toBeNull();
    expect(modelOf({})).toBeNull();
  });
});
