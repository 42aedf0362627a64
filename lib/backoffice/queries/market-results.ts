import { int4, int8, statement, text } from "#lib/platform/database/statement.ts";
import type { MarketResult } from "../schema.ts";

const byMarket = statement({
  text: `
    select market_id as "marketId", count(distinct bet_id)::int as bets, sum(stake)::bigint as staked,
           coalesce(sum(stake) filter (where settled), 0)::bigint as settled, coalesce(sum(result), 0)::bigint as result
      from sportsbook_leg_result_view where event_id = $1
     group by market_id order by market_id`,
  params: [text],
  row: { marketId: text, bets: int4, staked: int8, settled: int8, result: int8 },
});

/** What the bets on each market of an event have staked and brought so far, in the base currency; markets without bets are left out. */
export const marketResults = (eventId: string): Promise<MarketResult[]> => byMarket.all([eventId]);
