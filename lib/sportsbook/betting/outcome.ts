import { accept, type Result, refuse } from "#lib/core/result.ts";
import { rows } from "#lib/platform/database/db.ts";
import { placedBet } from "./queries.ts";
import { readRefusal, type StoredRefusal } from "./record.ts";
import type { BetRefusal, PendingBet, Placement } from "./schema.ts";

type PendingRow = {
  id: string;
  stake: bigint;
  currency: string;
  delay_ms: number;
  remaining_ms: number;
  outcome: "accepted" | "refused" | null;
  refusal: StoredRefusal | null;
};

export const REMAINING_MS =
  "greatest(0, ceil(extract(epoch from w.due_at - clock_timestamp()) * 1000))::integer";

const PENDING = `
  select w.id, w.stake, w.currency, w.delay_ms, ${REMAINING_MS} as remaining_ms, w.outcome, r.refusal
    from pending_bet w left join bet_refusal r on r.id = w.id
   where w.id = $1 and w.player_id = $2`;

const pendingOf = ({ id, stake, currency, delay_ms, remaining_ms }: PendingRow): PendingBet => ({
  id,
  stake,
  currency,
  delayMs: delay_ms,
  remainingMs: remaining_ms,
});

/**
 * What became of a bet of this player so far: accepted, refused at the end of its delay, or still waiting. Null where the
 * player has no such bet.
 */
export const betOutcome = async (
  playerId: string,
  id: string,
): Promise<Result<Placement, BetRefusal> | null> => {
  const [waited] = await rows<PendingRow>(PENDING, [id, playerId], "pending-bet");
  if (waited?.outcome === null) return accept({ status: "pending", ...pendingOf(waited) });
  if (waited?.outcome === "refused") {
    if (!waited.refusal) throw new Error(`the refusal of bet ${id} is gone`);
    return refuse(readRefusal(waited.refusal));
  }
  const placed = await placedBet(playerId, id);
  return placed && accept({ status: "accepted", ...placed });
};
