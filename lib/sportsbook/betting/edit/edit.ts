import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import { canonicalJson } from "#lib/core/json.ts";
import { type Currency, isCurrency, money, parseMinor, toDecimalText } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import {
  array,
  bpchar,
  int4,
  int8,
  jsonText,
  only,
  statement,
  text,
  uuid,
} from "#lib/platform/database/statement.ts";
import { retrying } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { selectionLines, selectionsOf } from "../builder/selections.ts";
import { type PricedBet, priceCashOuts, readMarkets } from "../cash-out/offers.ts";
import { WHOLE } from "../cash-out/part.ts";
import { betWire, type CommitInput, legsWire } from "../commit.ts";
import { decideBet } from "../decide.ts";
import { type BettorContext, unlessTooBusy } from "../place-bet.ts";
import { recordDecision } from "../record.ts";
import { recordRefusal } from "../refusals.ts";
import type { Slip } from "../schema.ts";
import { loadSnapshot, madeByKey } from "../snapshot.ts";
import { countedOf, released } from "./release.ts";
import type { EditBetInput, EditedBet, EditRefusal } from "./schema.ts";
import { editedLineStake } from "./stake.ts";

const commit = statement({
  name: "edit-bet",
  text: "select edit_bet($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb, $11::jsonb) as code",
  params: [uuid, uuid, text, int4, int4, array(text), array(int8), int8, jsonText, jsonText, jsonText],
  row: {
    code: only(
      text,
      z.enum([
        "edited",
        "ended",
        "unknown_bet",
        "stale",
        "key_reused",
        "player_barred",
        "insufficient_funds",
      ]),
    ),
  },
});

const editedBy = statement({
  name: "edited-bet",
  text: `
    select c.bet_id as "betId", b.id as "editId", b.currency, c.amount as value, b.stake, b.potential_return as "potentialReturn"
      from bet b join bet_cash_out c on c.edit_id = b.id where b.id = $1 and b.player_id = $2`,
  params: [uuid, uuid],
  row: { betId: uuid, editId: uuid, currency: bpchar, value: int8, stake: int8, potentialReturn: int8 },
});

const hashOf = ({ idempotencyKey: _, ...edit }: EditBetInput): string =>
  createHash("sha256").update(canonicalJson({ edit })).digest("hex");

/** What was answered to this key; null where it has made nothing. */
const answered = async (
  playerId: string,
  { idempotencyKey }: EditBetInput,
  inputHash: string,
): Promise<Result<EditedBet, EditRefusal> | null> => {
  const made = await madeByKey(playerId, idempotencyKey);
  if (!made) return null;
  const edited = made.inputHash === inputHash ? await editedBy.first([made.id, playerId]) : null;
  return edited ? accept(edited) : refuse({ code: "key_reused" });
};

const owner = statement({
  name: "bet-owner",
  text: "select id from bet where id = $1 and player_id = $2",
  params: [uuid, uuid],
  row: { id: uuid },
});

const write = async (
  { bet, policy, cashOut }: PricedBet,
  value: bigint,
  input: CommitInput,
): Promise<string> => {
  const markets = readMarkets(bet);
  const row = await retrying(() =>
    commit.first([
      bet.playerId,
      bet.betId,
      input.idempotencyKey,
      bet.settlementVersion,
      policy.version,
      markets.map(({ marketId }) => marketId),
      markets.map(({ version }) => version),
      value,
      JSON.stringify({ version: cashOut.offer?.version, whole: value.toString() }),
      JSON.stringify([{ ...betWire(input), edits: bet.betId }]),
      JSON.stringify(legsWire(input, 0)),
    ]),
  );
  if (!row) throw new Error(`edit_bet gave no answer on bet ${bet.betId}`);
  if (row.code === "edited") scheduleRelay();
  return row.code;
};

/** The slip with the stake that the value of this moment pays for; as it is where that is no amount. */
const slipAt = (
  { legs, system, oddsChoice, stake, value: seen }: EditBetInput,
  value: bigint,
  currency: string,
): Slip => {
  const chosen = isCurrency(currency) ? parseMinor(stake, currency) : null;
  const lines = selectionLines(selectionsOf(legs), system).length;
  const paid = chosen && editedLineStake(chosen, { lines, seen, value });
  return {
    legs,
    oddsChoice,
    ...(system && { system }),
    stake: paid ? toDecimalText(money(currency as Currency, paid)) : stake,
  };
};

const ATTEMPTS_MAX = 5;

/**
 * Puts another bet in the place of an open one: what that is worth at this moment is the stake of the new bet, the player adds the rest or is paid
 * what is over. Both happen or none: a refusal leaves the open bet as it is. With a leg in play, of either bet, it waits the in-play delay first;
 * nothing is held meanwhile, and the value may fall by what the policy allows. Safe to repeat with the same key.
 */
export const editBet = async (
  { playerId, sessionId }: BettorContext,
  input: EditBetInput,
): Promise<Result<EditedBet, EditRefusal>> => {
  const inputHash = hashOf(input);
  const { betId, idempotencyKey } = input;
  let waitedMs = 0;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; ) {
    const before = await answered(playerId, input, inputHash);
    if (before) return before;
    const read = await unlessTooBusy(
      Promise.all([
        priceCashOuts([betId], playerId),
        countedOf(betId),
        loadSnapshot({ playerId, sessionId, idempotencyKey, legs: input.legs }),
      ]),
    );
    if (!read) break;
    const [[priced], counted, loaded] = read;
    if (!priced || !counted) {
      if (!(await owner.first([betId, playerId]))) return refuse({ code: "unknown_bet" });
      return (await answered(playerId, input, inputHash)) ?? refuse({ code: "bet_ended" });
    }
    const { cashOut, policy } = priced;
    if (!cashOut.offer) return refuse({ code: "cash_out_unavailable", reason: cashOut.reason });
    const { amount: value, currency } = cashOut.offer;
    const slipped = waitedMs > 0 ? WHOLE - policy.rules.cashOutSlippageBp : WHOLE;
    if (value < (input.value * BigInt(slipped)) / BigInt(WHOLE))
      return refuse({ code: "offer_changed", amount: value });

    const slip = slipAt(input, value, currency);
    const snapshot = released(loaded, slip.legs, counted, value);
    const decision = decideBet(slip, snapshot, loaded.nowMs);
    const record = recordDecision(slip, snapshot, loaded.nowMs);
    if (!decision.ok) {
      recordRefusal(playerId, decision.refusal, record);
      return decision;
    }
    const delayMs = Math.max(priced.delayMs, decision.value.delayMs);
    if (delayMs > waitedMs) {
      await sleep(delayMs - waitedMs);
      waitedMs = delayMs;
      continue;
    }
    const id = uuidv7(loaded.nowMs);
    const code = await unlessTooBusy(
      write(priced, value, {
        id,
        playerId,
        sessionId,
        idempotencyKey,
        inputHash,
        decided: decision.value,
        record,
      }),
    );
    if (!code) break;
    if (code === "edited") {
      const edited = await editedBy.first([id, playerId]);
      if (!edited) throw new Error(`bet ${id} is gone`);
      return accept(edited);
    }
    // The next snapshot contains what changed since this one.
    attempt += 1;
  }
  return refuse({ code: "too_busy" });
};
