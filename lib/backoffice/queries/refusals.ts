import { z } from "zod";
import {
  bpchar,
  int8,
  json,
  nullable,
  only,
  type RowOfStatement,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { WRITTEN } from "#lib/sportsbook/markets/index.ts";
import type { PendingOrRejectedBet } from "../schema.ts";

const COLUMNS = `
  k.id, k.state, k.code, k.at, k.received_at as "receivedAt", p.currency, p.id as "playerId", p.email as "playerEmail",
  k.slip->>'stake' as stake, coalesce(k.refusal->>'maximumStake', k.refusal->>'maximum', k.refusal->>'minimum', k.refusal->>'available') as bound, k.slip->>'oddsChoice' as "oddsChoice",
  (select jsonb_agg(jsonb_build_object('marketId', l.leg->>'marketId', 'outcomeKey', l.leg->>'outcomeKey',
            'odds', l.leg->>'odds', 'marketType', m.market_type, 'specifiers', m.specifiers, 'written', m.written, 'eventId', m.event_id, 'sportId', e.sport_id,
            'event', n.name, 'participants', n.participants) order by l.position)
     from jsonb_array_elements(k.slip->'legs') with ordinality l(leg, position)
     left join sportsbook_market_view m on m.id = l.leg->>'marketId'
     left join sportsbook_event_view e on e.id = m.event_id
     left join sportsbook_event_name_view n on n.event_id = m.event_id) as legs`;

const ROW = {
  id: uuid,
  state: only(text, z.enum(["refused", "waiting"])),
  code: nullable(text),
  at: timestamptz,
  receivedAt: nullable(timestamptz),
  currency: bpchar,
  playerId: uuid,
  playerEmail: text,
  stake: text,
  bound: nullable(text),
  oddsChoice: text,
  legs: json(
    z.array(
      z.object({
        marketId: z.string(),
        outcomeKey: z.string(),
        odds: z.string(),
        marketType: z.string().nullable(),
        specifiers: z.string().nullable(),
        written: WRITTEN.nullable(),
        eventId: z.string().nullable(),
        event: z.string().nullable(),
        sportId: z.string().nullable(),
        participants: z.array(z.string()).nullable(),
      }),
    ),
  ),
};

const unplaced = statement({
  text: `
    select ${COLUMNS}
      from (select r.id, 'refused' as state, r.code, r.at, w.received_at, r.player_id, r.slip, r.refusal
              from sportsbook_rejected_bet_view r left join sportsbook_pending_bet_view w on w.id = $1 where r.id = $1
            union all
            select w.id, 'waiting', null, w.due_at, w.received_at, w.player_id, w.decision->'slip', null
              from sportsbook_pending_bet_view w where w.id = $1 and w.ended_at is null
            limit 1) k
      join players_player_view p on p.id = k.player_id`,
  params: [uuid],
  row: ROW,
});

const refusedOf = statement({
  text: `
    select ${COLUMNS}
      from (select r.id, 'refused' as state, r.code, r.at, null::timestamptz as received_at, r.player_id, r.slip, r.refusal
              from sportsbook_rejected_bet_view r where r.player_id = $1 order by r.id desc limit $2) k
      join players_player_view p on p.id = k.player_id
     order by k.id desc`,
  params: [uuid, int8],
  row: ROW,
});

type Row = RowOfStatement<typeof unplaced>;

const viewOf = ({ legs, bound, ...row }: Row): PendingOrRejectedBet => ({
  ...row,
  bound: bound === null ? null : BigInt(bound),
  legs: legs.map((leg) => ({ ...leg, odds: BigInt(leg.odds) })),
});

/** A rejected or pending bet; null if there is none with this id. */
export const pendingOrRejectedBetOf = async (id: string): Promise<PendingOrRejectedBet | null> => {
  const found = await unplaced.first([id]);
  return found ? viewOf(found) : null;
};

/** The newest rejected bets of a player. */
export const refusalsOf = async (playerId: string, limit = 10): Promise<PendingOrRejectedBet[]> =>
  (await refusedOf.all([playerId, limit])).map(viewOf);
