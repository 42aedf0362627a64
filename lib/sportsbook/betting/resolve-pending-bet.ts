import { z } from "zod";
import { canonicalJson } from "#lib/core/json.ts";
import {
  float8,
  int4,
  int8,
  jsonText,
  nullable,
  only,
  type RowOfStatement,
  statement,
  text,
  uuid,
} from "#lib/platform/database/statement.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { log } from "#lib/platform/observability/log.ts";
import { decisionRecord, pendingColumns, storedRefusal } from "./columns.ts";
import { commitBet } from "./commit.ts";
import { decideBet } from "./decide.ts";
import { REMAINING_MS } from "./outcome.ts";
import { type DecisionRecord, offerOf, readRefusal, readSlip, recordDecision } from "./record.ts";
import { maximumStakeOf } from "./referrals/decide.ts";
import { type ReferralFacts, RULINGS } from "./referrals/schema.ts";
import type { BetRefusal } from "./schema.ts";
import { loadSnapshot } from "./snapshot.ts";

const ATTEMPTS_MAX = 5;

const waitingBet = statement({
  name: "waiting-bet",
  text: `
    select w.player_id as "playerId", w.session_id as "sessionId", w.idempotency_key as "idempotencyKey",
           encode(k.input_hash, 'hex') as "inputHash", w.decision, ${REMAINING_MS} as "remainingMs",
           w.referred, w.ruling, w.offer
      from pending_bet w join bet_key k on k.player_id = w.player_id and k.idempotency_key = w.idempotency_key
     where w.id = $1 and w.ended_at is null`,
  params: [uuid],
  row: {
    playerId: uuid,
    sessionId: nullable(uuid),
    idempotencyKey: text,
    inputHash: text,
    decision: decisionRecord,
    remainingMs: int4,
    referred: nullable(storedRefusal),
    ruling: nullable(only(text, z.enum(RULINGS))),
    offer: pendingColumns.offer,
  },
});

const referralOf = ({
  referred,
  ruling,
  offer,
}: RowOfStatement<typeof waitingBet>): ReferralFacts | undefined =>
  referred
    ? {
        // Whoever finds it due without a ruling: from then on rule_referral accepts none.
        ruling: ruling ?? "timed_out",
        maximumStake: maximumStakeOf(readRefusal(referred)),
        offer: offer && offerOf(offer),
      }
    : undefined;

const refusePending = statement({
  name: "refuse-pending-bet",
  text: "select refuse_pending_bet($1, $2::jsonb, $3::jsonb) as answer",
  params: [uuid, jsonText, jsonText],
  row: { answer: text },
});

/** Releases the hold and records why. Another process may have ended the bet meanwhile: then that result holds. */
const refuseWaiting = async (id: string, refusal: BetRefusal, record: DecisionRecord): Promise<void> => {
  const answer = await refusePending.first([id, canonicalJson(refusal), JSON.stringify(record)]);
  if (answer?.answer !== "refused" && answer?.answer !== "accepted") {
    throw new Error(`refuse_pending_bet answered ${answer?.answer} to bet ${id}`);
  }
  scheduleRelay();
};

/**
 * Decides a bet whose delay is over, or on which a trader or the player has ruled, on the current prices, suspensions, limits and policy: the hold becomes its
 * stake, or is released with a refusal. May be called by several processes, any number of times: a bet ends once.
 * Returns the remaining delay in milliseconds, 0 when it has ended.
 */
export const resolvePendingBet = async (id: string): Promise<number> => {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const bet = await waitingBet.first([id]);
    if (!bet) return 0;
    if (bet.remainingMs > 0) return bet.remainingMs;

    const { playerId, sessionId, idempotencyKey, inputHash } = bet;
    const slip = readSlip(bet.decision);
    const wanted = {
      playerId,
      sessionId,
      idempotencyKey,
      legs: slip.legs,
      freeBet: slip.freeBet,
      boost: slip.boost,
    };
    const loaded = await loadSnapshot(wanted);
    const referral = referralOf(bet);
    const snapshot = { ...loaded, ...(referral && { referral }) };
    const decision = decideBet(slip, snapshot, snapshot.nowMs);
    const record = recordDecision(slip, snapshot, snapshot.nowMs);
    if (!decision.ok) {
      await refuseWaiting(id, decision.refusal, record);
      return 0;
    }
    const decided = decision.value;
    const verdict = await commitBet({ id, playerId, sessionId, idempotencyKey, inputHash, decided, record });
    switch (verdict.code) {
      case "accepted":
      case "existing":
      case "refused":
        return 0;
      case "not_due":
        return Math.max(1, verdict.dueAt.getTime() - verdict.at.getTime());
      case "stale":
      case "one_at_a_time":
      case "player_barred":
      case "insufficient_funds":
        continue;
      case "pending":
      case "key_reused":
        throw new Error(`commit_bets answered ${verdict.code} to bet ${id}, which waits`);
    }
  }
  throw new Error(`bet ${id} was decided ${ATTEMPTS_MAX} times and never on what still stood`);
};

const pendingOfPlayer = statement({
  text: "select id from pending_bet where player_id = $1 and ended_at is null order by id",
  params: [uuid],
  row: { id: uuid },
});

/** Rejects the pending bets of a player who may not bet any more, without waiting for the end of their delay. Returns how many. */
export const rejectPendingBets = async (playerId: string): Promise<number> => {
  let rejected = 0;
  for (const { id } of await pendingOfPlayer.all([playerId])) {
    const bet = await waitingBet.first([id]);
    if (!bet) continue;
    const slip = readSlip(bet.decision);
    const { sessionId, idempotencyKey } = bet;
    const wanted = {
      playerId,
      sessionId,
      idempotencyKey,
      legs: slip.legs,
      freeBet: slip.freeBet,
      boost: slip.boost,
    };
    const snapshot = await loadSnapshot(wanted);
    const decision = decideBet(slip, snapshot, snapshot.nowMs);
    // Whoever may bet again has their bets decided when they are due.
    if (decision.ok || decision.refusal.code !== "player_barred") continue;
    await refuseWaiting(id, decision.refusal, recordDecision(slip, snapshot, snapshot.nowMs));
    rejected += 1;
  }
  return rejected;
};

/**
 * Finishes a bet in this process when its delay is over. Only for speed: if this process ends first,
 * `finishOverdueBets` in another one finishes it.
 */
export const schedulePendingBet = (id: string, remainingMs: number): void => {
  const timer = setTimeout(async () => {
    try {
      const leftMs = await resolvePendingBet(id);
      if (leftMs > 0) schedulePendingBet(id, leftMs);
    } catch (error) {
      log.error({ err: error, betId: id }, "a pending bet could not be finished and is left to the worker");
    }
  }, remainingMs);
  timer.unref();
};

const overdueBets = statement({
  name: "overdue-bets",
  text: `
    select id from pending_bet
     where ended_at is null and due_at < clock_timestamp() - $1 * interval '1 ms' order by due_at limit $2`,
  params: [float8, int8],
  row: { id: uuid },
});

/**
 * Finishes bets that are overdue for longer than this: the process that received them is slow or gone. Returns how
 * many it ended; one that cannot be decided is logged, stays pending, and does not stop the others.
 */
export const resolveOverdueBets = async (overdueMs: number, limit = 200): Promise<number> => {
  const overdue = await overdueBets.all([overdueMs, limit]);
  const ended = await Promise.all(
    overdue.map(({ id }) =>
      resolvePendingBet(id).then(
        (leftMs) => leftMs === 0,
        (error: unknown) => {
          log.error({ err: error, betId: id }, "an overdue bet could not be finished");
          return false;
        },
      ),
    ),
  );
  return ended.filter(Boolean).length;
};

const depth = statement({
  text: `
    select count(*)::integer as waiting,
            coalesce(greatest(0, extract(epoch from clock_timestamp() - min(due_at)) * 1000), 0)::integer as "overdueMs"
       from pending_bet where ended_at is null`,
  params: [],
  row: { waiting: int4, overdueMs: int4 },
});

/** Pending bets, and by how much (ms) the most overdue of them is late. */
export const pendingDepth = async (): Promise<{ waiting: number; overdueMs: number }> => {
  return (await depth.first([])) ?? { waiting: 0, overdueMs: 0 };
};
