import { accept, type Result, refuse } from "#lib/core/result.ts";
import { MARKET_STATUS } from "#lib/sportsbook/markets/schema.ts";
import { marketRows, outcomeRows } from "../cash-out/facts.ts";
import type { BetRefusal, BuilderQuote, QuoteBuilderInput } from "../schema.ts";
import { newestPolicy } from "../snapshot.ts";
import { builderOdds, isProblem } from "./joint.ts";
import { loadBuilders } from "./load.ts";

type QuoteRefusal = Extract<
  BetRefusal,
  { code: "legs_not_combinable" | "market_suspended" | "outcome_unavailable" }
>;

/** The joint price of legs of one event, as a bet on them would be placed at now; or why they are no builder. */
export const quoteBuilder = async ({
  legs,
}: QuoteBuilderInput): Promise<Result<BuilderQuote, QuoteRefusal>> => {
  const [markets, outcomes, policy] = await Promise.all([
    marketRows(legs.map(({ marketId }) => marketId)),
    outcomeRows(legs),
    newestPolicy(),
  ]);
  const odds: bigint[] = [];
  for (const { marketId, outcomeKey } of legs) {
    const market = markets.find(({ id }) => id === marketId);
    const outcome = outcomes.find((row) => row.market_id === marketId && row.key === outcomeKey);
    if (market?.suspension)
      return refuse({ code: "market_suspended", marketId, outcomeKey, reason: market.suspension });
    if (market?.status === MARKET_STATUS.suspended)
      return refuse({ code: "market_suspended", marketId, outcomeKey, reason: "feed:suspended" });
    if (market?.status !== MARKET_STATUS.active || !outcome?.odds)
      return refuse({ code: "outcome_unavailable", marketId, outcomeKey });
    odds.push(outcome.odds);
  }
  const [[joint] = []] = await loadBuilders([legs.map((leg) => ({ ...leg, builder: 0 }))]);
  if (!joint || isProblem(joint))
    return refuse({
      code: "legs_not_combinable",
      reason: joint?.reason ?? "builder_unavailable",
      marketIds: joint?.marketIds ?? legs.map(({ marketId }) => marketId),
    });
  const price = builderOdds(joint, odds, policy.rules.builderMarginBp);
  if (price === null)
    return refuse({
      code: "legs_not_combinable",
      reason: "builder_unavailable",
      marketIds: legs.map(({ marketId }) => marketId),
    });
  const versions = legs.map(({ marketId }) => markets.find(({ id }) => id === marketId)?.version);
  return accept({ odds: price, version: `${policy.version}-${versions.join("-")}` });
};
