import { z } from "zod";
import { canonicalJson } from "#lib/core/json.ts";
import { createBatcher } from "#lib/platform/database/batching.ts";
import { isInputFault } from "#lib/platform/database/db.ts";
import {
  int8,
  jsonText,
  nullable,
  only,
  type RowOfStatement,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { retrying } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import type { DecidedBet } from "./decide.ts";
import { maskOf } from "./lines.ts";
import type { DecisionRecord } from "./record.ts";

export type CommitInput = {
  id: string;
  playerId: string;
  sessionId: string | null;
  idempotencyKey: string;
  inputHash: string;
  decided: DecidedBet;
  record: DecisionRecord;
};

const commitBets = statement({
  name: "commit-bets",
  text: "select * from commit_bets($1::jsonb, $2::jsonb)",
  params: [jsonText, jsonText],
  row: {
    bet_id: uuid,
    code: only(
      text,
      z.enum([
        "accepted",
        "pending",
        "not_due",
        "existing",
        "refused",
        "key_reused",
        "stale",
        "player_barred",
        "insufficient_funds",
        "one_at_a_time",
      ]),
    ),
    available: int8,
    existing_id: nullable(uuid),
    placed_at: timestamptz,
    due_at: timestamptz,
  },
});

export type Verdict = {
  code: RowOfStatement<typeof commitBets>["code"];
  available: bigint;
  existingId: string | null;
  /** The database's time at the verdict: when the bet was placed, or received. */
  at: Date;
  /** When a pending bet is decided. */
  dueAt: Date;
};

/** A bet as `commit_bets` takes it. */
export const betWire = ({
  id,
  playerId,
  sessionId,
  idempotencyKey,
  inputHash,
  decided,
  record,
}: CommitInput) => ({
  id,
  player_id: playerId,
  session_id: sessionId,
  kind: decided.kind,
  currency: decided.stake.currency,
  stake: decided.stake.minor.toString(),
  odds: decided.odds.toString(),
  potential_return: decided.potentialReturn.minor.toString(),
  odds_choice: decided.oddsChoice,
  idempotency_key: idempotencyKey,
  input_hash: inputHash,
  decision: record,
  policy_version: decided.policyVersion,
  delay_ms: decided.delayMs,
  outcome_stake_max: decided.playerMax.outcome.toString(),
  market_stake_max: decided.playerMax.market.toString(),
  event_stake_max: decided.playerMax.event.toString(),
  ...(decided.identityVersion !== undefined && { identity_version: decided.identityVersion }),
  ...(decided.referred && { referred: JSON.parse(canonicalJson(decided.referred)) }),
  ...(decided.freeBetId && { free_bet_id: decided.freeBetId }),
  ...(decided.boost && {
    boost_id: decided.boost.id,
    boost_plain_odds: decided.boost.plainOdds.toString(),
    boost_stake_max: decided.boost.stakeMax.toString(),
    boost_liability: decided.boost.liability.toString(),
  }),
  ...(decided.lines && { lines: decided.lines.map((line) => maskOf(line).toString()) }),
  ...(decided.combination && {
    combination: decided.combination.id,
    combination_payout: decided.combination.payout.toString(),
    combination_payout_max: decided.combination.payoutMax.toString(),
  }),
});

/** Its legs. @param index its place among the bets of the call */
export const legsWire = ({ decided }: CommitInput, index: number) =>
  decided.legs.map((leg, position) => ({
    bet_number: index + 1,
    position,
    event_id: leg.eventId,
    market_id: leg.marketId,
    outcome_key: leg.outcomeKey,
    odds: leg.odds.toString(),
    market_version: leg.marketVersion.toString(),
    exposure_stake: leg.exposureStake.toString(),
    exposure_payout: leg.exposurePayout.toString(),
    ...(leg.playerMax && {
      outcome_stake_max: leg.playerMax.outcome.toString(),
      market_stake_max: leg.playerMax.market.toString(),
    }),
    ...(leg.builder !== undefined && { builder: leg.builder }),
    ...(decided.offered && { offered: true }),
  }));

const commitMany = async (inputs: CommitInput[]): Promise<Verdict[]> => {
  const bets = JSON.stringify(inputs.map(betWire));
  const legs = JSON.stringify(inputs.flatMap(legsWire));
  const rows = await retrying(() => commitBets.all([bets, legs]));
  const byBet = new Map(rows.map((row) => [row.bet_id, row]));
  if (rows.some(({ code }) => code === "accepted" || code === "pending")) scheduleRelay();
  return inputs.map(({ id }) => {
    const row = byBet.get(id);
    if (!row) throw new Error(`commit_bets gave no verdict on bet ${id}`);
    const { code, available, existing_id: existingId, placed_at: at, due_at: dueAt } = row;
    return { code, available, existingId, at, dueAt };
  });
};

/**
 * Commits a decided bet, or makes it pending: a new id is accepted or received, the id of a pending bet is accepted
 * when its delay is over. Bets that arrive while another commit is under way share the next one; bets of one player
 * never share one, so that each sees the balance that the one before has left.
 */
export const commitBet = createBatcher(commitMany, {
  sizeMax: 24,
  lanes: 3,
  minBatch: 12,
  isolates: isInputFault,
  keyOf: (input) => input.playerId,
});
