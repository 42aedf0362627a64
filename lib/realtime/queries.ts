import { rows } from "#lib/platform/database/db.ts";
import type { BetNotice } from "./protocol.ts";

/** Where these events stand now. */
export const eventVersions = async (ids: readonly string[]): Promise<Map<string, number>> => {
  const found = await rows<{ id: string; version: bigint }>(
    "select id, version from event where id = any($1)",
    [ids],
    "event-versions",
  );
  return new Map(found.map(({ id, version }) => [id, Number(version)]));
};

/** Which of these sessions speak for nobody any more. */
export const endedSessions = async (ids: readonly string[]): Promise<string[]> => {
  if (ids.length === 0) return [];
  const found = await rows<{ id: string }>(
    `select w.id from unnest($1::uuid[]) w(id)
      where not exists (select from session s join player p on p.id = s.player_id
                         where s.id = w.id and s.revoked_at is null and s.expires_at > now() and p.status <> 'closed')`,
    [ids],
    "ended-sessions",
  );
  return found.map(({ id }) => id);
};

/** Bets by id, as notices show them. */
export const betNotices = async (ids: readonly string[]): Promise<Map<string, BetNotice>> => {
  if (ids.length === 0) return new Map();
  const found = await rows<{ view: BetNotice }>(
    `select json_build_object('betId', b.id, 'status', b.status, 'result', shown_result(b.result, b.stake, b.returned), 'currency', b.currency,
              'stake', b.stake::text, 'odds', b.odds::text, 'potentialReturn', b.potential_return::text,
              'returned', b.returned::text, 'legs', (select count(*) from bet_leg l where l.bet_id = b.id)) as view
       from bet b where b.id = any($1::uuid[])`,
    [ids],
    "bet-notices",
  );
  return new Map(found.map(({ view }) => [view.betId, view]));
};
