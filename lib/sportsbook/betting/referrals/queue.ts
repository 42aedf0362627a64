import { z } from "zod";
import {
  bpchar,
  int4,
  int8,
  json,
  nullable,
  type RowOfStatement,
  statement,
  text,
  timestamptz,
  uuid,
  withoutNulls,
} from "#lib/platform/database/statement.ts";
import { WRITTEN } from "#lib/sportsbook/markets/index.ts";
import { selectionLines, selectionsOf } from "../builder/selections.ts";
import { pendingColumns, slip, storedRefusal } from "../columns.ts";
import { REMAINING_MS } from "../outcome.ts";
import { offerOf, readRefusal } from "../record.ts";
import { maximumStakeOf } from "./decide.ts";
import type { QueuedReferral } from "./schema.ts";

const SHOWN_MAX = 200;

const LEG = z.object({
  eventId: z.string(),
  event: z.string(),
  sportId: z.string(),
  marketId: z.string(),
  marketType: z.string(),
  specifiers: z.string(),
  written: WRITTEN.nullable(),
  participants: z.array(z.string()),
  outcomeKey: z.string(),
  odds: z.string(),
  oddsNow: z.string().nullable(),
  running: z.boolean(),
  result: z.string(),
});

const waiting = statement({
  name: "referral-queue",
  text: `
    select w.id, w.player_id as "playerId", p.email as "playerEmail", p.stake_factor_bp as "stakeFactorBp", w.currency, w.stake,
           w.decision->'slip' as slip, w.received_at as "receivedAt", ${REMAINING_MS} as "remainingMs", w.referred, w.offer,
           (select jsonb_agg(jsonb_build_object(
                     'eventId', m.event_id, 'event', n.name, 'sportId', c.sport_id, 'participants', n.participants, 'marketId', m.id,
                     'marketType', m.market_type, 'specifiers', m.specifiers, 'written', m.written, 'outcomeKey', l.leg->>'outcomeKey',
                     'odds', l.leg->>'odds', 'oddsNow', case when o.active then o.odds::text end, 'running', e.status = 1,
                     'result', (coalesce(x.stake, 0) - coalesce(x.payout, 0))::bigint::text) order by l.position)
              from jsonb_array_elements(w.decision->'slip'->'legs') with ordinality l(leg, position)
              join market m on m.id = l.leg->>'marketId'
              join event e on e.id = m.event_id
              join competition c on c.id = e.competition_id
              join sportsbook_event_name_view n on n.event_id = m.event_id
              left join outcome o on o.market_id = m.id and o.key = l.leg->>'outcomeKey'
              left join lateral (
                select sum(s.stake) as stake, sum(s.payout) filter (where s.outcome_key = l.leg->>'outcomeKey') as payout
                  from market_exposure s where s.market_id = m.id) x on true) as legs
      from pending_bet w join players_player_view p on p.id = w.player_id
     where w.reason = 'referral' and w.ended_at is null and w.ruling is null and w.due_at > clock_timestamp()
     order by w.due_at limit $1`,
  params: [int8],
  row: {
    id: uuid,
    playerId: uuid,
    playerEmail: text,
    stakeFactorBp: int4,
    currency: bpchar,
    stake: int8,
    slip,
    receivedAt: timestamptz,
    remainingMs: int4,
    referred: withoutNulls(storedRefusal),
    offer: pendingColumns.offer,
    legs: nullable(json(z.array(LEG))),
  },
});

const referralOf = ({
  slip: sent,
  referred,
  offer,
  legs,
  ...row
}: RowOfStatement<typeof waiting>): QueuedReferral => {
  const limit = readRefusal(referred);
  return {
    ...row,
    lineStake: sent.stake,
    lines: selectionLines(selectionsOf(sent.legs), sent.system).length,
    limit: { code: limit.code, maximumStake: maximumStakeOf(limit) },
    offer: offer && offerOf(offer),
    legs: (legs ?? []).map((leg) => ({
      ...leg,
      odds: BigInt(leg.odds),
      oddsNow: leg.oddsNow === null ? null : BigInt(leg.oddsNow),
      result: BigInt(leg.result),
    })),
  };
};

/** Referred bets on which nobody has ruled, the first to time out first. */
export const referralQueue = async (): Promise<QueuedReferral[]> =>
  (await waiting.all([SHOWN_MAX])).map(referralOf);

const count = statement({
  name: "referrals-waiting",
  text: `
    select count(*)::integer as waiting from pending_bet
     where reason = 'referral' and ended_at is null and ruling is null and due_at > clock_timestamp()`,
  params: [],
  row: { waiting: int4 },
});

/** How many bets wait for a trader. */
export const referralsWaiting = async (): Promise<number> => (await count.first([]))?.waiting ?? 0;
