import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { defineCommand } from "#lib/players/index.ts";
import { announceEvents } from "#lib/sportsbook/markets/index.ts";
import { bookMargin, onLadder } from "#lib/sportsbook/pricing/index.ts";
import { marketsPrice } from "../../permissions.ts";
import { changeOf, lockMarket, type MarketNow, marketNow, rewriteMarkets, saveSettings } from "../market.ts";
import { putPrice } from "../prices.ts";
import { type MarketSet, SetPriceInput, type SetPriceRefusal } from "../schema.ts";

const marginOf = (market: MarketNow | undefined): number =>
  bookMargin(
    (market?.outcomes ?? []).map(({ odds, ...outcome }) => ({
      ...outcome,
      odds: odds === null ? null : BigInt(odds),
    })),
    market?.written?.winners,
  ) ?? 0;

/**
 * Offers an outcome at a trader's price, whatever the feed or the model says, until it expires or is released. Once it
 * returns, no bet that was decided on the price before is accepted. Refuses a book under 100 % without `belowFair`.
 */
export const setPrice = defineCommand({
  name: "market.set_price",
  summary: "Offers an outcome at a price of the trader's until it expires or is released.",
  actor: "staff",
  permission: marketsPrice,
  idempotency: "key",
  input: SetPriceInput,
  refusals: {
    unknown_market: 404,
    unknown_outcome: 404,
    control_changed: 409,
    market_closed: 409,
    outcome_decided: 409,
    outcome_not_offered: 409,
    off_ladder: 422,
    book_below_fair: 409,
  },
  audit: ({ marketId, note }) => ({ subject: `market:${marketId}`, reason: note ?? null }),
  run: async ({ input, actor, tx, onCommit }): Promise<Outcome<MarketSet, SetPriceRefusal>> => {
    const { marketId, outcomeKey, odds, minutes, belowFair = false } = input;
    const locked = await lockMarket(tx, input);
    if (!locked.ok) return locked;
    const market = locked.value;
    const outcome = market.outcomes.find(({ key }) => key === outcomeKey);
    if (!outcome) return refuse({ code: "unknown_outcome" });
    if (outcome.decided) return refuse({ code: "outcome_decided" });
    if (!outcome.active || outcome.feedOdds === null) return refuse({ code: "outcome_not_offered" });
    if (onLadder(odds) !== odds) return refuse({ code: "off_ladder" });
    const version = await saveSettings(tx, market, actor.staffId);
    await putPrice(tx, { marketId, outcomeKey, odds, belowFair, minutes }, actor.staffId);
    const eventIds = await rewriteMarkets(tx, [marketId]);
    const margin = marginOf(await marketNow(tx, marketId));
    if (margin < 0 && !belowFair) return refuse({ code: "book_below_fair", margin });
    onCommit(() => announceEvents(eventIds));
    return changed({ version }, await changeOf(tx, market));
  },
});
