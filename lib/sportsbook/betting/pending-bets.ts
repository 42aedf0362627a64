import { z } from "zod";
import {
  bpchar,
  int4,
  int8,
  json,
  nullable,
  type RowOfStatement,
  statement,
  timestamptz,
  uuid,
  withoutNulls,
} from "#lib/platform/database/statement.ts";
import { selectionLines, selectionsOf } from "./builder/selections.ts";
import { LEG, pendingColumns, SYSTEM, storedRefusal } from "./columns.ts";
import type { Line, System } from "./lines.ts";
import { REMAINING_MS } from "./outcome.ts";
import { LEG_EVENT, LEG_EVENT_JOINS } from "./queries.ts";
import { offerOf, readRefusal } from "./record.ts";
import type { PendingBetView, RefusedBetView } from "./schema.ts";

const COLUMNS = `
         w.id, w.stake, w.currency, w.delay_ms as "delayMs", w.reason, w.received_at as "receivedAt",
         (select jsonb_agg(jsonb_build_object(
                   'eventId', e.id, 'marketId', m.id, 'marketType', m.market_type, 'specifiers', m.specifiers, 'written', m.written,
                   'outcomeKey', l.leg->>'outcomeKey', 'odds', l.leg->>'odds', 'builder', l.leg->'builder', 'event', ${LEG_EVENT}) order by l.position)
            from jsonb_array_elements(w.decision->'slip'->'legs') with ordinality l(leg, position)
            join market m on m.id = l.leg->>'marketId'
            join event e on e.id = m.event_id ${LEG_EVENT_JOINS}) as legs,
         w.decision->'slip'->'system' as system`;

const SHOWN = {
  id: uuid,
  stake: int8,
  currency: bpchar,
  delayMs: int4,
  reason: pendingColumns.reason,
  receivedAt: timestamptz,
  legs: json(z.array(z.object({ ...LEG, builder: z.number().nullable() }))),
  system: nullable(json(SYSTEM)),
};
const PENDING = { ...SHOWN, remainingMs: int4, offer: pendingColumns.offer };
const ENDED = { ...SHOWN, refusedAt: withoutNulls(timestamptz), refusal: storedRefusal };

const WAITING = `select ${COLUMNS}, case when w.ruling is null then w.offer end as offer, ${REMAINING_MS} as "remainingMs" from pending_bet w`;
const REFUSED = `select ${COLUMNS}, w.ended_at as "refusedAt", r.refusal`;

const pendingOfPlayer = statement({
  name: "pending-bets",
  text: `${WAITING} where w.player_id = $1 and w.ended_at is null order by w.id desc`,
  params: [uuid],
  row: PENDING,
});

const refusedOfPlayer = statement({
  name: "refused-bets",
  text: `
    ${REFUSED} from bet_refusal r join pending_bet w on w.id = r.id
      where r.player_id = $1 and r.id < coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
        and r.id >= uuid_floor(now() - interval '30 days')
      order by r.id desc limit $3`,
  params: [uuid, nullable(uuid), int8],
  row: ENDED,
});

const waitingBet = statement({
  name: "received-bet",
  text: `${WAITING} where w.id = $2 and w.player_id = $1 and w.ended_at is null`,
  params: [uuid, uuid],
  row: PENDING,
});

const refusedBet = statement({
  name: "received-bet-refused",
  text: `
    ${REFUSED} from pending_bet w join bet_refusal r on r.id = $2
      where w.id = $2 and w.player_id = $1 and w.outcome = 'refused'`,
  params: [uuid, uuid],
  row: ENDED,
});

type LegRow = RowOfStatement<typeof waitingBet>["legs"][number];

const linesOf = (legs: readonly LegRow[], system: System | null): Line[] =>
  selectionLines(
    selectionsOf(legs.map(({ builder }) => ({ builder: builder ?? undefined }))),
    system ?? undefined,
  );

const legsOf = (legs: readonly LegRow[]): PendingBetView["legs"] =>
  legs.map((leg) => ({
    ...leg,
    odds: BigInt(leg.odds),
    event: { ...leg.event, startsAt: new Date(leg.event.startsAt) },
  }));

const pendingOf = ({ system, offer, ...row }: RowOfStatement<typeof waitingBet>): PendingBetView => ({
  ...row,
  offer: offer && offerOf(offer),
  legs: legsOf(row.legs),
  lines: linesOf(row.legs, system),
});

const refusedOf = ({ system, ...row }: RowOfStatement<typeof refusedBet>): RefusedBetView => ({
  ...row,
  legs: legsOf(row.legs),
  lines: linesOf(row.legs, system),
  refusal: readRefusal(row.refusal),
});

/** A player's pending bets, newest first. Odds are those that the player saw. */
export const pendingBets = async (playerId: string): Promise<PendingBetView[]> =>
  (await pendingOfPlayer.all([playerId])).map(pendingOf);

const PAGE_SIZE = 20;

/**
 * A player's bets of the last 30 days that were rejected after their delay, newest first, a page at a time. Bets that
 * were refused immediately are not listed: nothing was held for them.
 * @param after the `next` of the page before
 */
export const rejectedBets = async (
  playerId: string,
  after: string | null = null,
): Promise<{ bets: RefusedBetView[]; next: string | null }> => {
  const found = await refusedOfPlayer.all([playerId, after, PAGE_SIZE + 1]);
  const bets = found.slice(0, PAGE_SIZE).map(refusedOf);
  return { bets, next: found.length > PAGE_SIZE ? (bets.at(-1)?.id ?? null) : null };
};

/**
 * A bet of this player that is pending or was rejected after its delay; null if it was accepted, does not exist or
 * belongs to another player.
 */
export const pendingOrRejectedBet = async (
  playerId: string,
  id: string,
): Promise<({ state: "waiting" } & PendingBetView) | ({ state: "refused" } & RefusedBetView) | null> => {
  const waiting = await waitingBet.first([playerId, id]);
  if (waiting) return { state: "waiting", ...pendingOf(waiting) };
  const refused = await refusedBet.first([playerId, id]);
  return refused ? { state: "refused", ...refusedOf(refused) } : null;
};
