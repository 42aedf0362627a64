import { accept } from "#lib/core/result.ts";
import type { Outcome } from "#lib/platform/commands/define.ts";
import { defineCommand } from "#lib/players/index.ts";
import { marketsPrice } from "../../permissions.ts";
import { type MarketRefusal, type MarketSet, SetMarketStatusInput } from "../schema.ts";
import { changeSettings } from "../settings.ts";

/** Takes a market off the board, or puts it back as the feed has it. Once it returns, no bet on it is accepted while it is off. */
export const setMarketStatus = defineCommand({
  name: "market.set_status",
  summary: "Takes a market off the board, or puts it back.",
  actor: "staff",
  permission: marketsPrice,
  idempotency: "key",
  input: SetMarketStatusInput,
  refusals: { unknown_market: 404, control_changed: 409, market_closed: 409 },
  audit: ({ marketId, note }) => ({ subject: `market:${marketId}`, reason: note ?? null }),
  run: async (given): Promise<Outcome<MarketSet, MarketRefusal>> => {
    const { on } = given.input;
    return changeSettings(given, () => accept({ off: on === null ? null : !on }));
  },
});
