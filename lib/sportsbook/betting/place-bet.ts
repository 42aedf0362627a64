import { createHash } from "node:crypto";
import { uuidv7 } from "#lib/core/id.ts";
import { canonicalJson } from "#lib/core/json.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { isTooBusy } from "#lib/platform/database/db.ts";
import { commitBet, type Verdict } from "./commit.ts";
import { type DecidedBet, decideBet } from "./decide.ts";
import { betOutcome } from "./outcome.ts";
import { recordDecision } from "./record.ts";
import { recordRefusal } from "./refusals.ts";
import type { BetRefusal, Placement, SlipInput } from "./schema.ts";
import { loadSnapshot, madeByKey } from "./snapshot.ts";

/** The player who bets. The session is checked again at the commit, so that a revoked one cannot be used. */
export type BettorContext = { playerId: string; sessionId: string | null };

const ATTEMPTS_MAX = 5;

const hashOf = ({ stake, legs, system, oddsChoice, freeBet, boost }: SlipInput): string =>
  createHash("sha256")
    .update(
      canonicalJson({
        stake,
        legs,
        oddsChoice,
        ...(system && { system }),
        ...(freeBet && { freeBet }),
        ...(boost && { boost }),
      }),
    )
    .digest("hex");

const receipt = (id: string, decided: DecidedBet, placedAt: Date): Placement => ({
  status: "accepted",
  id,
  placedAt,
  stake: decided.stake.minor,
  currency: decided.stake.currency,
  odds: decided.odds,
  potentialReturn: decided.potentialReturn.minor,
  ...(decided.freeBetId && { freeBet: true }),
  ...(decided.boost && { plainOdds: decided.boost.plainOdds }),
  legs: decided.legs.map(({ marketId, outcomeKey, odds }) => ({ marketId, outcomeKey, odds })),
  repeated: false,
});

const waiting = (
  id: string,
  { stake, delayMs, referred }: DecidedBet,
  { at, dueAt }: Verdict,
): Placement => ({
  status: "pending",
  id,
  reason: referred ? "referral" : "delay",
  offer: null,
  stake: stake.minor,
  currency: stake.currency,
  delayMs,
  remainingMs: dueAt.getTime() - at.getTime(),
});

/** The answer that this key was given before, in its current state. */
const earlierAnswer = async (playerId: string, id: string): Promise<Result<Placement, BetRefusal>> => {
  const outcome = await betOutcome(playerId, id);
  if (!outcome) throw new Error(`bet ${id} is gone`);
  return outcome;
};

/** Null if the database was too busy: then nothing was read or written. */
export const unlessTooBusy = async <T>(work: Promise<T>): Promise<T | null> => {
  try {
    return await work;
  } catch (error) {
    if (isTooBusy(error)) return null;
    throw error;
  }
};

/**
 * Accepts one slip, refuses it, or, where an in-play delay applies, receives it: the stake is held, and `finishBet`
 * decides the bet when the delay is over. Safe to retry with the same key: the answer is what it made, whatever has
 * happened to prices since. Decides on a snapshot and commits if everything read is still current, else decides
 * again.
 */
export const placeBet = async (
  { playerId, sessionId }: BettorContext,
  slip: SlipInput,
): Promise<Result<Placement, BetRefusal>> => {
  const { idempotencyKey } = slip;
  const inputHash = hashOf(slip);
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const wanted = {
      playerId,
      sessionId,
      idempotencyKey,
      legs: slip.legs,
      freeBet: slip.freeBet,
      boost: slip.boost,
    };
    const snapshot = await unlessTooBusy(loadSnapshot(wanted));
    if (!snapshot) break;
    const decision = decideBet(slip, snapshot, snapshot.nowMs);
    // Key and prices are read at one moment, the clock later: before a refusal the key is read once more, in case it
    // made a bet in between.
    const made = snapshot.existing ?? (decision.ok ? null : await madeByKey(playerId, idempotencyKey));
    if (made) {
      return made.inputHash === inputHash ? earlierAnswer(playerId, made.id) : refuse({ code: "key_reused" });
    }
    const record = recordDecision(slip, snapshot, snapshot.nowMs);
    if (!decision.ok) {
      recordRefusal(playerId, decision.refusal, record);
      return decision;
    }
    // By the database's clock, which months and lists go by.
    const id = uuidv7(snapshot.nowMs);
    const decided = decision.value;
    const verdict = await unlessTooBusy(
      commitBet({ id, playerId, sessionId, idempotencyKey, inputHash, decided, record }),
    );
    if (!verdict) break;
    if (verdict.existingId !== null && verdict.code !== "key_reused") {
      return earlierAnswer(playerId, verdict.existingId);
    }
    switch (verdict.code) {
      case "accepted":
        return accept(receipt(id, decided, verdict.at));
      case "pending":
        return accept(waiting(id, decided, verdict));
      case "key_reused":
        return refuse({ code: "key_reused" });
      // The next snapshot contains what changed since this one, so every refusal is decided on a snapshot and can be
      // replayed.
      case "stale":
      case "one_at_a_time":
      case "player_barred":
      case "insufficient_funds":
        continue;
      case "existing":
      case "refused":
      case "not_due":
        throw new Error(`commit_bets answered ${verdict.code} to a new bet`);
    }
  }
  return refuse({ code: "too_busy" });
};
