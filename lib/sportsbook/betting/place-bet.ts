import { createHash } from "node:crypto";
import { uuidv7 } from "#lib/kernel/id.ts";
import { canonicalJson } from "#lib/kernel/json.ts";
import { accept, type Result, refuse } from "#lib/kernel/result.ts";
import { isTooBusy } from "#lib/platform/db.ts";
import { commitBet } from "./commit.ts";
import { type DecidedBet, decideBet } from "./decide.ts";
import { placedBet } from "./queries.ts";
import { recordDecision } from "./record.ts";
import { recordRefusal } from "./refusals.ts";
import type { BetRefusal, PlacedBet, SlipInput } from "./schema.ts";
import { type LoadedSnapshot, loadSnapshot } from "./snapshot.ts";

/** Who bets. The session is checked again when the bet commits, so that a revoked one cannot slip through. */
export type BettorContext = { playerId: string; sessionId: string | null };

const ATTEMPTS_MAX = 5;

const hashOf = ({ stake, legs, oddsChoice }: SlipInput): string =>
  createHash("sha256").update(canonicalJson({ stake, legs, oddsChoice })).digest("hex");

const receipt = (id: string, decided: DecidedBet, placedAt: Date): PlacedBet => ({
  id,
  placedAt,
  stake: decided.stake.minor,
  currency: decided.stake.currency,
  odds: decided.odds,
  potentialReturn: decided.potentialReturn.minor,
  legs: decided.legs.map(({ marketId, outcomeKey, odds }) => ({ marketId, outcomeKey, odds })),
  repeated: false,
});

const earlierBet = async (
  existing: NonNullable<LoadedSnapshot["existing"]>,
  inputHash: string,
): Promise<Result<PlacedBet, BetRefusal>> =>
  existing.inputHash === inputHash ? accept(await placedBet(existing.id)) : refuse({ code: "key_reused" });

/** Null when the database had no time: then nothing was read or written. */
const unlessTooBusy = async <T>(work: Promise<T>): Promise<T | null> => {
  try {
    return await work;
  } catch (error) {
    if (isTooBusy(error)) return null;
    throw error;
  }
};

/**
 * Accepts one slip, or says why not. Safe to retry with the same key: the bet that it made is the answer, whatever has
 * happened to prices since. Decides on a snapshot, commits if everything read still stands, else decides again.
 */
export const placeBet = async (
  ctx: BettorContext,
  slip: SlipInput,
): Promise<Result<PlacedBet, BetRefusal>> => {
  const inputHash = hashOf(slip);
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const wanted = { playerId: ctx.playerId, idempotencyKey: slip.idempotencyKey, legs: slip.legs };
    const snapshot = await unlessTooBusy(loadSnapshot(wanted));
    if (!snapshot) break;
    if (snapshot.existing) return earlierBet(snapshot.existing, inputHash);

    const decision = decideBet(slip, snapshot, snapshot.nowMs);
    const record = recordDecision(slip, snapshot, snapshot.nowMs);
    if (!decision.ok) {
      recordRefusal(ctx.playerId, decision.refusal, record);
      return decision;
    }
    // By the database's clock, which months and lists go by.
    const id = uuidv7(snapshot.nowMs);
    const verdict = await unlessTooBusy(
      commitBet({
        id,
        playerId: ctx.playerId,
        sessionId: ctx.sessionId,
        idempotencyKey: slip.idempotencyKey,
        inputHash,
        decided: decision.value,
        record,
      }),
    );
    if (!verdict) break;
    switch (verdict.code) {
      case "accepted":
        return accept(receipt(id, decision.value, verdict.placedAt));
      case "existing":
        return accept(await placedBet(verdict.existingId as string));
      case "stale":
      case "one_at_a_time":
        continue;
      case "key_reused":
      case "player_barred":
        recordRefusal(ctx.playerId, { code: verdict.code }, record);
        return refuse({ code: verdict.code });
      case "insufficient_funds": {
        const refusal = { code: verdict.code, available: verdict.available } as const;
        recordRefusal(ctx.playerId, refusal, record);
        return refuse(refusal);
      }
    }
  }
  return refuse({ code: "too_busy" });
};
