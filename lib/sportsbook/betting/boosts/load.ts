import { array, int8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import type { SlipLeg } from "../schema.ts";
import type { BoostFacts } from "./decide.ts";

const factsOf = statement({
  name: "boost-facts",
  text: `
    select p.id, w.n::bigint as n, p.market_id as "marketId", p.outcome_key as "outcomeKey", p.odds,
           floor(extract(epoch from p.ends_at) * 1000)::bigint as "endsAtMs", p.stake_max as "stakeMax", p.liability_max - p.liability as left,
           (select coalesce(sum(x.stake), 0)::bigint from boosted_bet x where x.boost_id = p.id and x.player_id = w.player_id) as staked
      from unnest($1::uuid[], $2::uuid[]) with ordinality w(boost_id, player_id, n)
      join price_boost p on p.id = w.boost_id and p.ended_at is null`,
  params: [array(uuid), array(uuid)],
  row: {
    id: uuid,
    n: int8,
    marketId: text,
    outcomeKey: text,
    odds: int8,
    endsAtMs: nullable(int8),
    stakeMax: int8,
    left: int8,
    staked: int8,
  },
});

type Wanted = { playerId: string; legs: readonly SlipLeg[]; boost?: string | undefined };

/**
 * The boosts that slips name, one a slip: undefined where it names none, null where there is no such one in force on its outcome. Reads nothing
 * where no slip does.
 */
export const loadBoosts = async (wanted: readonly Wanted[]): Promise<(BoostFacts | null | undefined)[]> => {
  const asked = wanted.flatMap((each) => (each.boost === undefined ? [] : [{ ...each, boost: each.boost }]));
  if (asked.length === 0) return wanted.map(() => undefined);
  const rows = await factsOf.all([asked.map(({ boost }) => boost), asked.map(({ playerId }) => playerId)]);
  const byPlace = new Map(rows.map((row) => [Number(row.n) - 1, row]));
  let place = -1;
  return wanted.map(({ boost, legs: [leg] }) => {
    if (boost === undefined) return undefined;
    place += 1;
    const row = byPlace.get(place);
    if (!row || row.marketId !== leg?.marketId || row.outcomeKey !== leg.outcomeKey) return null;
    const { id, odds, endsAtMs, stakeMax, left, staked } = row;
    return { id, odds, endsAtMs: endsAtMs === null ? null : Number(endsAtMs), stakeMax, left, staked };
  });
};
