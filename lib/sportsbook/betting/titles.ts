import { array, int4, statement, text, uuid } from "#lib/platform/database/statement.ts";

/** The least that names a bet to its player: how many legs, and the event of the first. */
export type BetTitle = { betId: string; legs: number; event: string };

const titlesOf = statement({
  name: "bet-titles",
  text: `
    select b.id as "betId", (select count(*) from bet_leg where bet_id = b.id)::integer as legs, n.name as event
       from bet b
       join bet_leg l on l.bet_id = b.id and l.position = (select min(position) from bet_leg where bet_id = b.id)
       join sportsbook_event_name_view n on n.event_id = l.event_id
      where b.player_id = $1 and b.id = any($2::uuid[])`,
  params: [uuid, array(uuid)],
  row: { betId: uuid, legs: int4, event: text },
});

/** Names bets of one player, in one query. Unknown ids and other players' bets are left out. */
export const betTitles = async (
  playerId: string,
  betIds: readonly string[],
): Promise<Map<string, BetTitle>> => {
  if (betIds.length === 0) return new Map();
  const found = await titlesOf.all([playerId, betIds]);
  return new Map(found.map((title) => [title.betId, title]));
};
