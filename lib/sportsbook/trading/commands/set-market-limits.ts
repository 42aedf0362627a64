import { accept } from "#lib/core/result.ts";
import type { Outcome } from "#lib/platform/commands/define.ts";
import { defineCommand } from "#lib/players/index.ts";
import { marketsPrice } from "../../permissions.ts";
import { type MarketRefusal, type MarketSet, SetMarketLimitsInput } from "../schema.ts";
import { changeSettings } from "../settings.ts";

/** Limits what a player may stake and win on a market. Once it returns, no bet beyond it is accepted, whenever it was decided. */
export const setMarketLimits = defineCommand({
  name: "market.set_limits",
  summary:
    "Limits what a player may stake and win on a market, or leaves it to the event and the policy again.",
  actor: "staff",
  permission: marketsPrice,
  idempotency: "key",
  input: SetMarketLimitsInput,
  refusals: { unknown_market: 404, control_changed: 409, market_closed: 409 },
  audit: ({ marketId, note }) => ({ subject: `market:${marketId}`, reason: note ?? null }),
  run: async (given): Promise<Outcome<MarketSet, MarketRefusal>> => {
    const { stakeMax, payoutMax } = given.input;
    return changeSettings(given, () => accept({ stakeMax, payoutMax }));
  },
});
