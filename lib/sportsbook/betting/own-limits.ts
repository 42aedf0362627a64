import { z } from "zod";
import { float8, int8, only, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { LIMIT_PERIODS, STAKE_LIMITS } from "#lib/players/schema.ts";
import type { BetLimitUse } from "./limits.ts";

const limitsOf = statement({
  name: "bet-limits",
  text: `
    select x.kind, x.period, x.amount, x.used, floor(extract(epoch from x.resets_at) * 1000)::float8 as "resetsAtMs"
      from ledger_account_view a cross join lateral bet_limits(a.owner_id, a.id, null, clock_timestamp()) x
     where a.owner_id = $1 and a.kind = 'player_cash' and a.detail = ''`,
  params: [uuid],
  row: {
    kind: only(text, z.enum(STAKE_LIMITS)),
    period: only(text, z.enum(LIMIT_PERIODS)),
    amount: int8,
    used: int8,
    resetsAtMs: float8,
  },
});

/** The limits that a player has set on stakes and losses, with what counts towards them now, pending bets included. */
export const betLimitUse = (playerId: string): Promise<BetLimitUse[]> => limitsOf.all([playerId]);
