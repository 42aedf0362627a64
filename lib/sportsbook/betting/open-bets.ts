import { int4, int8, statement, uuid } from "#lib/platform/database/statement.ts";
import { playerBets } from "./queries.ts";
import type { OpenBets } from "./schema.ts";

/** Of the newest; the page of a player's bets has all. */
const SHOWN_MAX = 20;

const totalsOf = statement({
  name: "open-bet-totals",
  text: `
    select count(*)::integer as count, coalesce(sum(stake), 0)::bigint as stake,
           coalesce(sum(potential_return), 0)::bigint as "potentialReturn"
      from bet where player_id = $1 and status = 'open'`,
  params: [uuid],
  row: { count: int4, stake: int8, potentialReturn: int8 },
});

/** A player's open bets: the newest, and what all of them come to, in minor units of the player's currency. */
export const openBets = async (playerId: string): Promise<OpenBets> => {
  const [totals, { bets }] = await Promise.all([
    totalsOf.first([playerId]),
    playerBets(playerId, { status: "open", limit: SHOWN_MAX }),
  ]);
  return { count: 0, stake: 0n, potentialReturn: 0n, ...totals, bets };
};
