import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { defineCommand } from "#lib/players/index.ts";
import { announceEvents } from "#lib/sportsbook/markets/index.ts";
import { marketsPrice } from "../../permissions.ts";
import { changeOf, lockMarket, rewriteMarkets, saveSettings } from "../market.ts";
import { releasePrices } from "../prices.ts";
import { type MarketSet, ReleasePriceInput, type ReleasePriceRefusal } from "../schema.ts";

/** Returns an outcome, or all of a market, to the price of the feed or the model, at once. */
export const releasePrice = defineCommand({
  name: "market.release_price",
  summary: "Returns an outcome, or all of a market, to the price of the feed or the model.",
  actor: "staff",
  permission: marketsPrice,
  idempotency: "key",
  input: ReleasePriceInput,
  refusals: { unknown_market: 404, control_changed: 409, market_closed: 409, no_manual_price: 409 },
  audit: ({ marketId, note }) => ({ subject: `market:${marketId}`, reason: note ?? null }),
  run: async ({ input, actor, tx, onCommit }): Promise<Outcome<MarketSet, ReleasePriceRefusal>> => {
    const { marketId, outcomeKey } = input;
    const locked = await lockMarket(tx, input);
    if (!locked.ok) return locked;
    const released = await releasePrices(tx, marketId, outcomeKey, actor.staffId);
    if (released === 0) return refuse({ code: "no_manual_price" });
    const version = await saveSettings(tx, locked.value, actor.staffId);
    const eventIds = await rewriteMarkets(tx, [marketId]);
    onCommit(() => announceEvents(eventIds));
    return changed({ version }, await changeOf(tx, locked.value));
  },
});
