import type pg from "pg";
import { z } from "zod";
import { isCurrency, parseMinor } from "#lib/core/money.ts";
import { ODDS_MIN, ODDS_SCALE } from "#lib/core/odds.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import {
  bpchar,
  int4,
  int8,
  jsonText,
  nullable,
  only,
  statement,
  text,
  uuid,
} from "#lib/platform/database/statement.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { log } from "#lib/platform/observability/log.ts";
import { slip as slipColumn } from "../columns.ts";
import { resolvePendingBet, schedulePendingBet } from "../resolve-pending-bet.ts";
import type { ReferralOffer, ReferralRefusal, Ruling } from "./schema.ts";

/** How long a player has at least to answer an offer. */
export const OFFER_MS_MIN = 20_000;

const ANSWERS = z.enum(["ruled", "unknown_bet", "ended", "offer_stands", "no_offer"]);

const rule = statement({
  name: "rule-referral",
  text: "select rule_referral($1, $2, $3, $4, $5::jsonb, $6) as answer",
  params: [uuid, nullable(uuid), nullable(uuid), text, nullable(jsonText), int4],
  row: { answer: only(text, ANSWERS) },
});

type Actor = { staffId: string } | { playerId: string };

const answerTo = async (
  tx: pg.PoolClient,
  betId: string,
  actor: Actor,
  ruling: Ruling | "offered",
  offer: string | null = null,
): Promise<z.infer<typeof ANSWERS>> => {
  const staffId = "staffId" in actor ? actor.staffId : null;
  const playerId = "playerId" in actor ? actor.playerId : null;
  const row = await rule.first([betId, staffId, playerId, ruling, offer, OFFER_MS_MIN], tx);
  if (!row) throw new Error(`rule_referral answered nothing to bet ${betId}`);
  return row.answer;
};

const refusalOf = (answer: "unknown_bet" | "ended"): ReferralRefusal =>
  answer === "ended" ? { code: "referral_ended" } : { code: "unknown_bet" };

/** Rules on a referred bet in the caller's transaction; the first ruling stands. `resolveReferral` carries it out. */
export const ruleReferral = async (
  tx: pg.PoolClient,
  betId: string,
  actor: Actor,
  ruling: Ruling,
): Promise<Result<null, ReferralRefusal | { code: "no_offer" }>> => {
  const answer = await answerTo(tx, betId, actor, ruling);
  switch (answer) {
    case "ruled":
      return accept(null);
    case "no_offer":
      return refuse({ code: "no_offer" });
    case "unknown_bet":
    case "ended":
      return refuse(refusalOf(answer));
    case "offer_stands":
      throw new Error(`rule_referral answered ${answer} to ${ruling}`);
  }
};

const sentBet = statement({
  name: "referred-bet",
  text: `
    select w.stake, w.currency, w.decision->'slip' as slip, jsonb_array_length(w.decision->'slip'->'legs') as legs
      from pending_bet w where w.id = $1 and w.reason = 'referral'`,
  params: [uuid],
  row: { stake: int8, currency: bpchar, slip: slipColumn, legs: int4 },
});

/**
 * Offers the player another stake, lower odds, or both, in the caller's transaction. Once for a bet, and for as long as it
 * is left, 20 seconds at least. Only a single has odds that can be offered.
 */
export const offerReferral = async (
  tx: pg.PoolClient,
  betId: string,
  staffId: string,
  { stake, odds }: ReferralOffer,
): Promise<Result<null, ReferralRefusal | { code: "offer_stands" | "offer_invalid" }>> => {
  const sent = await sentBet.first([betId], tx);
  if (!sent || !isCurrency(sent.currency)) return refuse({ code: "unknown_bet" });
  const [offered, wanted] = [parseMinor(stake, sent.currency), parseMinor(sent.slip.stake, sent.currency)];
  const seen = sent.legs === 1 ? BigInt(sent.slip.legs[0]?.odds ?? ODDS_SCALE) : null;
  const lower =
    offered !== null &&
    wanted !== null &&
    offered > 0n &&
    offered <= wanted &&
    (odds === null || (seen !== null && odds >= ODDS_MIN && odds <= seen)) &&
    (offered < wanted || (odds !== null && odds !== seen));
  if (!lower) return refuse({ code: "offer_invalid" });
  const total = (sent.stake / wanted) * offered;
  const offer = JSON.stringify({ stake, total: total.toString(), odds: odds?.toString() ?? null });
  const answer = await answerTo(tx, betId, { staffId }, "offered", offer);
  switch (answer) {
    case "ruled":
      return accept(null);
    case "offer_stands":
      return refuse({ code: "offer_stands" });
    case "unknown_bet":
    case "ended":
      return refuse(refusalOf(answer));
    case "no_offer":
      throw new Error(`rule_referral answered ${answer} to an offer`);
  }
};

/** Carries out a ruling, perhaps after an in-play delay. If this process ends first, the sweep of overdue bets does. */
export const resolveReferral = async (betId: string): Promise<void> => {
  scheduleRelay();
  try {
    const leftMs = await resolvePendingBet(betId);
    if (leftMs > 0) schedulePendingBet(betId, leftMs);
  } catch (error) {
    log.error({ err: error, betId }, "a referred bet could not be decided and is left to the worker");
  }
};
