import { z } from "zod";
import { canonicalJson } from "#lib/core/json.ts";
import type { Result } from "#lib/core/result.ts";
import {
  json,
  nullable,
  only,
  type RowOfStatement,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { decisionRecord } from "./columns.ts";
import { type DecidedBet, decideBet } from "./decide.ts";
import { maskOf } from "./lines.ts";
import { readRecord } from "./record.ts";
import type { BetRefusal, DecisionAnswer, ReplayedDecision } from "./schema.ts";

// The original answer is read from what the bet became, not from the recorded inputs.
const keptOf = statement({
  name: "replay-bet",
  text: `
    select k.stage, k.at, k.decision, p.rules, k.answer
      from (
        select 1 as n, 'received' as stage, w.received_at as at, w.decision,
               jsonb_build_object('answer', 'accepted', 'currency', w.currency, 'stake', w.stake::text, 'delayMs', w.delay_ms) as answer
          from pending_bet w where w.id = $1
        union all
        select 2, 'accepted', b.placed_at, b.decision,
               jsonb_build_object(
                 'answer', 'accepted', 'kind', b.kind, 'currency', b.currency, 'stake', b.stake::text, 'odds', b.odds::text,
                 'potentialReturn', b.potential_return::text, 'oddsChoice', b.odds_choice, 'lines', b.lines::text[],
                 'legs', (select jsonb_agg(jsonb_build_object(
                                   'eventId', l.event_id, 'marketId', l.market_id, 'outcomeKey', l.outcome_key,
                                   'odds', l.odds::text, 'marketVersion', l.market_version::text,
                                   'exposureStake', l.exposure_stake::text, 'exposurePayout', l.exposure_payout::text)
                                   || case when l.builder is null then '{}' else jsonb_build_object('builder', l.builder) end
                                 order by l.position)
                            from bet_leg l where l.bet_id = b.id))
          from bet b where b.id = $1 and b.origin_id is null
        union all
        select 2, 'refused', r.at, r.decision, jsonb_build_object('answer', 'refused', 'refusal', r.refusal)
          from bet_refusal r where r.id = $1) k
      left join betting_policy p on p.version = (k.decision->>'policyVersion')::integer
     order by k.n`,
  params: [uuid],
  row: {
    stage: only(text, z.enum(["received", "accepted", "refused"])),
    at: timestamptz,
    decision: nullable(decisionRecord),
    rules: nullable(json(z.unknown())),
    /** The original answer, from its rows. */
    answer: json(z.looseObject({ answer: z.enum(["accepted", "refused"]) })),
  },
});

const plain = (value: unknown): DecisionAnswer => JSON.parse(canonicalJson(value)) as DecisionAnswer;

/** What `decideBet` returns now, with the same details as the stored answer. */
const answerNow = (
  stage: ReplayedDecision["stage"],
  decided: Result<DecidedBet, BetRefusal>,
): DecisionAnswer => {
  if (!decided.ok) return plain({ answer: "refused", refusal: decided.refusal });
  const { kind, stake, lines, odds, potentialReturn, oddsChoice, delayMs, legs } = decided.value;
  const taken = { answer: "accepted", currency: stake.currency, stake: stake.minor };
  return stage === "received"
    ? plain({ ...taken, delayMs })
    : plain({
        ...taken,
        kind,
        odds,
        potentialReturn: potentialReturn.minor,
        oddsChoice,
        lines: lines?.map((line) => maskOf(line).toString()) ?? null,
        // What the player may have staked is checked at the commit, and not stored with a leg.
        legs: legs.map(({ playerMax: _, ...leg }) => leg),
      });
};

const replayOf = ({
  stage,
  at,
  decision,
  rules,
  answer,
}: RowOfStatement<typeof keptOf>): ReplayedDecision => {
  const given = plain(answer);
  if (!decision) return { stage, at, inputs: null, given, again: null, same: false };
  if (!rules) throw new Error(`betting policy ${decision.policyVersion} is not stored`);
  const record = readRecord(decision, rules);
  const again = answerNow(stage, decideBet(record.slip, record.snapshot, record.nowMs, record.rules));
  return { stage, at, inputs: decision, given, again, same: canonicalJson(given) === canonicalJson(again) };
};

/**
 * Replays the decision of an accepted, rejected or pending bet on the stored inputs, and compares it with the
 * original answer; of a bet with a delay both decisions, in order. Empty if nothing has this id, or it carries on a bet that was cashed out in
 * part: nobody decided it.
 */
export const replayBet = async (id: string): Promise<ReplayedDecision[]> =>
  (await keptOf.all([id])).map(replayOf);
