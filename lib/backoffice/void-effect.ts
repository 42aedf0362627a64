import type pg from "pg";
import { bpchar, int8, statement, uuid } from "#lib/platform/database/statement.ts";
import type { VoidEffect } from "./schema.ts";

// A leg without a result counts with its odds, as in potential_return.
const effectOf = statement({
  text: `
    select b.currency, b.stake as "refundedStake",
           div(b.stake * product(coalesce(l.factor, l.odds * 0.0001)), product(l.divisor))::bigint as "returnBefore"
      from sportsbook_bet_view b join sportsbook_bet_leg_view l on l.bet_id = b.id
     where b.status = 'open' and b.id = $1
     group by b.id, b.currency, b.stake`,
  params: [uuid],
  row: { currency: bpchar, refundedStake: int8, returnBefore: int8 },
});

/** What voiding this bet would do now: null if it is not open. */
export const previewVoidBet = async (betId: string, client?: pg.PoolClient): Promise<VoidEffect | null> =>
  (await effectOf.first([betId], client)) ?? null;
