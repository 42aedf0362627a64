import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, never, type Result, refuse } from "#lib/core/result.ts";
import {
  array,
  bool,
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
import { retrying } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { lineStates } from "../potential-return.ts";
import { type PricedBet, priceCashOuts, readMarkets } from "./offers.ts";
import { type CashedOut, type CashOutInput, type CashOutRefusal, cashOutPart, WHOLE } from "./schema.ts";

const made = statement({
  name: "cash-out-made",
  text: `
    select b.id, b.currency, b.status, c.idempotency_key, c.stake, c.amount, c.rest_id
      from bet b left join bet_cash_out c on c.bet_id = b.id where b.id = $1 and b.player_id = $2`,
  params: [uuid, uuid],
  row: {
    id: uuid,
    currency: bpchar,
    status: text,
    idempotency_key: nullable(text),
    stake: nullable(int8),
    amount: nullable(int8),
    rest_id: nullable(uuid),
  },
});

const commit = statement({
  name: "cash-out-bet",
  text: "select cash_out_bet($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::jsonb) as code",
  params: [
    uuid,
    uuid,
    text,
    int4,
    int4,
    array(text),
    array(int8),
    int8,
    int8,
    nullable(uuid),
    nullable(int8),
    bool,
    jsonText,
  ],
  row: { code: only(text, z.enum(["cashed_out", "existing", "ended", "stale", "unknown_bet"])) },
});

const ATTEMPTS_MAX = 5;

/** What was answered to this key, or why the bet has none to give; null while it is open. */
const answered = async (
  playerId: string,
  { betId, idempotencyKey }: Pick<CashOutInput, "betId" | "idempotencyKey">,
): Promise<Result<CashedOut, CashOutRefusal> | null> => {
  const row = await made.first([betId, playerId]);
  if (!row) return refuse({ code: "unknown_bet" });
  if (row.status === "open") return null;
  const { stake, amount } = row;
  if (row.idempotency_key !== idempotencyKey || stake === null || amount === null)
    return refuse({ code: "bet_ended" });
  return accept({ betId, currency: row.currency, stake, amount, restId: row.rest_id });
};

/** What the rest of a bet returns if every leg wins, at the odds of its placement. */
const wholeReturn = ({ legs, lines }: PricedBet["bet"], stake: bigint): bigint =>
  lineStates({ stake, lines, legs: legs.map((leg) => ({ ...leg, result: null, deadHeat: null })) }).reduce(
    (sum, { returned }) => sum + returned,
    0n,
  );

const write = async (
  { bet, policy, cashOut }: PricedBet,
  key: string,
  taken: { stake: bigint; amount: bigint },
  automatic: boolean,
): Promise<{
  code: "cashed_out" | "existing" | "ended" | "stale" | "unknown_bet";
  restId: string | null;
}> => {
  const rest = bet.stake - taken.stake;
  const restId = rest > 0n ? uuidv7(Date.now()) : null;
  const markets = readMarkets(bet);
  const row = await retrying(() =>
    commit.first([
      bet.playerId,
      bet.betId,
      key,
      bet.settlementVersion,
      policy.version,
      markets.map(({ marketId }) => marketId),
      markets.map(({ version }) => version),
      taken.stake,
      taken.amount,
      restId,
      restId === null ? null : wholeReturn(bet, rest),
      automatic,
      JSON.stringify({ version: cashOut.offer?.version, whole: cashOut.offer?.amount.toString() }),
    ]),
  );
  if (!row) throw new Error(`cash_out_bet gave no answer on bet ${bet.betId}`);
  if (row.code === "cashed_out") scheduleRelay();
  return { code: row.code, restId };
};

/**
 * Cashes out a bet, or a part of it, at the offer of this moment, if that is an amount to agree to. Decides on a snapshot and commits if all that
 * was read still holds, else decides again. Safe to repeat with the same key.
 */
export const cashOutNow = async (
  playerId: string,
  { betId, idempotencyKey, part }: Omit<CashOutInput, "amount">,
  agrees: (amount: bigint) => boolean,
  automatic = false,
): Promise<Result<CashedOut, CashOutRefusal>> => {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const [priced] = await priceCashOuts([betId], playerId);
    if (!priced)
      return (await answered(playerId, { betId, idempotencyKey })) ?? refuse({ code: "bet_ended" });
    const { cashOut } = priced;
    if (!cashOut.offer) return refuse({ code: "cash_out_unavailable", reason: cashOut.reason });
    const taken = cashOutPart(cashOut.offer, part);
    if (!taken) return refuse({ code: "part_invalid" });
    if (!agrees(taken.amount)) return refuse({ code: "offer_changed", amount: taken.amount });
    const { code, restId } = await write(priced, idempotencyKey, taken, automatic);
    switch (code) {
      case "cashed_out":
        return accept({ betId, currency: cashOut.offer.currency, ...taken, restId });
      case "stale":
        continue;
      case "existing":
      case "ended":
      case "unknown_bet":
        return (await answered(playerId, { betId, idempotencyKey })) ?? refuse({ code: "bet_ended" });
      default:
        return never(code);
    }
  }
  return refuse({ code: "too_busy" });
};

/**
 * Cashes out a bet for its player. With a leg in play it waits the in-play delay first, so that nobody sells what a camera at the ground has
 * just made worthless; meanwhile the offer may fall by what the policy allows. Nothing is held while it waits: the bet runs on.
 */
export const cashOut = async (
  playerId: string,
  input: CashOutInput,
): Promise<Result<CashedOut, CashOutRefusal>> => {
  const before = await answered(playerId, input);
  if (before) return before;
  const [priced] = await priceCashOuts([input.betId], playerId);
  const atLeast = (least: bigint) => cashOutNow(playerId, input, (amount) => amount >= least);
  if (!priced?.cashOut.offer) return atLeast(input.amount);
  const { offer } = priced.cashOut;
  const taken = cashOutPart(offer, input.part);
  if (taken && taken.amount < input.amount) return refuse({ code: "offer_changed", amount: taken.amount });
  if (!taken || offer.delayMs === 0) return atLeast(input.amount);
  await sleep(offer.delayMs);
  const slip = BigInt(WHOLE - priced.policy.rules.cashOutSlippageBp);
  return atLeast((input.amount * slip) / BigInt(WHOLE));
};
