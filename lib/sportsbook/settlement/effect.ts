import {
  array,
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
  params: [array(text), jsonText],
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

/** The effect on the bets of one currency, in minor units. */
export type EffectRow = RowOfStatement<typeof effects>;

/**
 * The effect of `change` on the bets of markets of one event, if it were applied and settled now; a bet with legs on several counts once. Computed with the functions
 * of the settlement itself; writes nothing and locks nothing, so it may be called at any time and for a market of any
 * size.
 */
export const settlementEffect = (
  marketIds: readonly string[],
  change: BookChange,
  client?: Connection,
): Promise<EffectRow[]> => effects.all([marketIds, JSON.stringify(change)], client);
