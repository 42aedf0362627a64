import { z } from "zod";
import { array, int8, json, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { SETTLED_RESULTS } from "#lib/sportsbook/betting/schema.ts";
import type { BetNotice } from "./protocol.ts";

const BET_NOTICE: z.ZodType<BetNotice, BetNotice> = z.object({
  betId: z.string(),
  status: z.enum(["open", "settled"]),
  result: z.enum(SETTLED_RESULTS).nullable(),
  currency: z.string(),
  stake: z.string(),
  odds: z.string(),
  potentialReturn: z.string(),
  returned: z.string().nullable(),
  legs: z.number(),
});

const versionsOf = statement({
  name: "event-versions",
  text: "select id, version from sportsbook_event_view where id = any($1)",
  params: [array(text)],
  row: { id: text, version: int8 },
});

/** The current versions of these events. */
export const eventVersions = async (ids: readonly string[]): Promise<Map<string, number>> => {
  const found = await versionsOf.all([ids]);
  return new Map(found.map(({ id, version }) => [id, Number(version)]));
};

const endedOf = statement({
  name: "ended-sessions",
  text: `
    select w.id from unnest($1::uuid[]) w(id)
     where not exists (select from players_session_view s
                         left join players_player_view p on p.id = s.player_id
                         left join players_staff_view a on a.id = s.staff_id
                        where s.id = w.id and s.valid
                          and coalesce(p.status, a.status) <> 'closed')`,
  params: [array(uuid)],
  row: { id: uuid },
});

/** Which of these sessions are revoked, over, unused for too long or of a closed account. */
export const endedSessions = async (ids: readonly string[]): Promise<string[]> => {
  if (ids.length === 0) return [];
  return (await endedOf.all([ids])).map(({ id }) => id);
};

const noticesOf = statement({
  name: "bet-notices",
  text: `
    select json_build_object('betId', b.id, 'status', b.status, 'result', shown_result(b.result, case when b.free_bet_id is null then b.stake end, b.returned, bet_edited(b.id, b.result)), 'currency', b.currency,
             'stake', b.stake::text, 'odds', b.odds::text, 'potentialReturn', b.potential_return::text,
             'returned', b.returned::text, 'legs', (select count(*) from sportsbook_bet_leg_view l where l.bet_id = b.id)) as view
      from sportsbook_bet_view b where b.id = any($1::uuid[])`,
  params: [array(uuid)],
  row: { view: json(BET_NOTICE) },
});

/** Bets by id, as notices show them. */
export const betNotices = async (ids: readonly string[]): Promise<Map<string, BetNotice>> => {
  if (ids.length === 0) return new Map();
  return new Map((await noticesOf.all([ids])).map(({ view }) => [view.betId, view]));
};
