import type { Result } from "#lib/core/result.ts";
import { bool, float8, int4, statement, uuid } from "#lib/platform/database/statement.ts";
import { pendingColumns, slip } from "./columns.ts";
import { betOutcome, REMAINING_MS } from "./outcome.ts";
import type { BetRefusal, EndedBet, Placement, RecentPendingBet } from "./schema.ts";

/** How long after its end a bet is reported to a slip that missed it, in seconds. */
const RECENT_SECONDS = 15;

// The bet is pending, accepted or rejected. Each has an index by player; no delay is as long as five minutes.
const followed = statement({
  name: "recent-pending-bets",
  text: `
    with mine as (
      select id from pending_bet where player_id = $1 and ended_at is null
      union all
      select id from bet_refusal where player_id = $1 and id >= uuid_floor(now() - interval '5 minutes')
      union all
      select id from bet where player_id = $1 and id >= uuid_floor(now() - interval '5 minutes')
    )
    select w.id, w.decision->'slip' as slip, w.delay_ms as "delayMs", w.reason, ${REMAINING_MS} as "remainingMs", w.outcome is not null as ended
      from mine join pending_bet w on w.id = mine.id
     where w.ended_at is null or w.ended_at > clock_timestamp() - make_interval(secs => $2)
     order by w.id`,
  params: [uuid, float8],
  row: { id: uuid, reason: pendingColumns.reason, slip, delayMs: int4, remainingMs: int4, ended: bool },
});

const endOf = (outcome: Result<Placement, BetRefusal>): EndedBet | null => {
  if (!outcome.ok) return { status: "refused", refusal: outcome.refusal };
  return outcome.value.status === "accepted" ? outcome.value : null;
};

/** A player's bets that are pending, or left their in-play delay within the last 15 seconds, oldest first. */
export const recentPendingBets = async (playerId: string): Promise<RecentPendingBet[]> => {
  const found = await followed.all([playerId, RECENT_SECONDS]);
  return Promise.all(
    found.map(async ({ ended, slip: sent, ...bet }) => {
      const outcome = ended ? await betOutcome(playerId, bet.id) : null;
      return { ...bet, bet: sent, end: outcome && endOf(outcome) };
    }),
  );
};
