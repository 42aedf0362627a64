import { accept, refuse } from "#lib/core/result.ts";
import type { Outcome } from "#lib/platform/commands/define.ts";
import { defineCommand } from "#lib/players/index.ts";
import { marketsPrice } from "../../permissions.ts";
import { type MarketSet, SetMarginInput, type SetMarginRefusal } from "../schema.ts";
import { changeSettings, marginColumns } from "../settings.ts";

/**
 * Sells a market with another margin over its fair prices, at once; null returns it to the competition's or the
 * model's. Manual prices stay as they are.
 */
export const setMargin = defineCommand({
  name: "market.set_margin",
  summary: "Sells a market with another margin, or with that of its competition or model again.",
  actor: "staff",
  permission: marketsPrice,
  idempotency: "key",
  input: SetMarginInput,
  refusals: { unknown_market: 404, control_changed: 409, market_closed: 409, no_fair_prices: 409 },
  audit: ({ marketId, note }) => ({ subject: `market:${marketId}`, reason: note ?? null }),
  run: async (given): Promise<Outcome<MarketSet, SetMarginRefusal>> => {
    const { margin } = given.input;
    return changeSettings(given, ({ outcomes }) =>
      margin && outcomes.some(({ probability }) => probability === null)
        ? refuse({ code: "no_fair_prices" as const })
        : accept(marginColumns(margin)),
    );
  },
});
