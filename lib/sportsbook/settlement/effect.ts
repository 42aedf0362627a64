import {
  type Connection,
  int8,
  jsonText,
  type RowOfStatement,
  statement,
  text,
} from "#lib/platform/database/statement.ts";
import type { BookChange } from "#lib/sportsbook/markets/schema.ts";

const effects = statement({
  text: "select * from settlement_effect($1, $2::jsonb)",
  params: [text, jsonText],
  row: {
    currency: text,
    touched: int8,
    settled: int8,
    corrected: int8,
    reopened: int8,
    goes_on: int8,
    paid: int8,
    taken_back: int8,
    house: int8,
    owed: int8,
    owing: int8,
    repaid: int8,
  },
});

/** What one currency's bets come to, in minor units. */
export type EffectRow = RowOfStatement<typeof effects>;

/**
 * What `change` would do to the bets on one market, were it applied and settled now. Counted with the functions that then
 * do it; writes nothing and locks nothing, so it may be asked at any time and of a market of any size.
 */
export const settlementEffect = (
  marketId: string,
  change: BookChange,
  client?: Connection,
): Promise<EffectRow[]> => effects.all([marketId, JSON.stringify(change)], client);
