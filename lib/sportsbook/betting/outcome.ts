import { z } from "zod";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import {
  bpchar,
  int4,
  int8,
  nullable,
  only,
  type RowOfStatement,
  statement,
  text,
  uuid,
} from "#lib/platform/database/statement.ts";
import { PENDING_COLUMNS, pendingColumns, storedRefusal } from "./columns.ts";
import { placedBet } from "./queries.ts";
import { offerOf, readRefusal } from "./record.ts";
import type { BetRefusal, PendingBet, Placement } from "./schema.ts";

export const REMAINING_MS =
  "greatest(0, ceil(extract(epoch from w.due_at - clock_timestamp()) * 1000))::integer";

const pendingBet = statement({
  name: "pending-bet",
  text: `
    select w.id, w.stake, w.currency, w.delay_ms, ${PENDING_COLUMNS}, ${REMAINING_MS} as remaining_ms, w.outcome, r.refusal
      from pending_bet w left join bet_refusal r on r.id = w.id
     where w.id = $1 and w.player_id = $2`,
  params: [uuid, uuid],
  row: {
    id: uuid,
    stake: int8,
    currency: bpchar,
    delay_ms: int4,
    remaining_ms: int4,
    outcome: nullable(only(text, z.enum(["accepted", "refused"]))),
    refusal: nullable(storedRefusal),
    ...pendingColumns,
  },
});

const pendingOf = ({
  id,
  stake,
  currency,
  delay_ms,
  remaining_ms,
  reason,
  offer,
}: RowOfStatement<typeof pendingBet>): PendingBet => ({
  id,
  stake,
  currency,
  delayMs: delay_ms,
  remainingMs: remaining_ms,
  reason,
  offer: offer && offerOf(offer),
});

/**
 * What has become of a bet of this player so far: accepted, rejected after its delay, or still pending. Null if the
 * player has no such bet.
 */
export const betOutcome = async (
  playerId: string,
  id: string,
): Promise<Result<Placement, BetRefusal> | null> => {
  const waited = await pendingBet.first([id, playerId]);
  if (waited?.outcome === null) return accept({ status: "pending", ...pendingOf(waited) });
  if (waited?.outcome === "refused") {
    if (!waited.refusal) throw new Error(`the refusal of bet ${id} is gone`);
    return refuse(readRefusal(waited.refusal));
  }
  const placed = await placedBet(playerId, id);
  return placed && accept({ status: "accepted", ...placed });
};
