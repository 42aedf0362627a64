import { uuidv7 } from "#lib/core/id.ts";
import { type Currency, money, parseMinor, toDecimalText } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { array, int8, nullable, statement, text } from "#lib/platform/database/statement.ts";
import { checkAvailability } from "../availability.ts";
import { selectionLines, selectionsOf } from "../builder/selections.ts";
import { priceCashOuts } from "../cash-out/offers.ts";
import { decideBet } from "../decide.ts";
import type { BettorContext } from "../place-bet.ts";
import type { Slip } from "../schema.ts";
import { loadSnapshot } from "../snapshot.ts";
import { countedOf, released } from "./release.ts";
import type { EditPreview, PreviewEditInput } from "./schema.ts";

const choices = statement({
  name: "edit-outcomes",
  text: `
    select o.market_id as "marketId", o.key, o.odds from outcome o join market m on m.id = o.market_id
     where o.market_id = any($1) and o.active and o.odds is not null and m.status = 1 order by o.market_id, o.position`,
  params: [array(text)],
  row: { marketId: text, key: text, odds: nullable(int8) },
});

/** What putting this bet in the place of an open one would come to now. Reads only. */
export const previewEdit = async (
  { playerId, sessionId }: BettorContext,
  { betId, legs, system, stake }: PreviewEditInput,
): Promise<Result<EditPreview, { code: "bet_ended" }>> => {
  const [[priced], counted, loaded, outcomes] = await Promise.all([
    priceCashOuts([betId], playerId),
    countedOf(betId),
    loadSnapshot({ playerId, sessionId, idempotencyKey: uuidv7(Date.now()), legs }),
    choices.all([[...new Set(legs.map(({ marketId }) => marketId))]]),
  ]);
  if (!priced || !counted) return refuse({ code: "bet_ended" });
  const { offer } = priced.cashOut;
  const currency = priced.bet.currency as Currency;
  const value = offer?.amount ?? null;
  const lines = selectionLines(selectionsOf(legs), system).length;
  const lineStake = stake ?? toDecimalText(money(currency, (value ?? 0n) / BigInt(lines)));
  const each = parseMinor(lineStake, currency);

  const slip: Slip = { stake: lineStake, legs, oddsChoice: "any", ...(system && { system }) };
  const snapshot = released(loaded, legs, counted, value ?? 0n);
  const decision = value === null ? null : decideBet(slip, snapshot, loaded.nowMs);
  const decided = decision?.ok ? decision.value : null;
  return accept({
    betId,
    currency,
    value,
    reason: "reason" in priced.cashOut ? priced.cashOut.reason : null,
    legs: legs.map(({ marketId, outcomeKey }, at) => {
      const book = snapshot.books[at] ?? null;
      return {
        marketId,
        outcomeKey,
        odds: decided?.legs[at]?.odds ?? book?.odds ?? null,
        problem: checkAvailability({ marketId, outcomeKey }, book, loaded.nowMs),
        outcomes: outcomes.flatMap(({ marketId: of, key, odds }) =>
          of === marketId && odds !== null ? [{ key, odds }] : [],
        ),
      };
    }),
    lines,
    lineStake,
    stake: each === null ? null : each * BigInt(lines),
    odds: decided?.odds ?? null,
    potentialReturn: decided?.potentialReturn.minor ?? null,
    refusal: decision && !decision.ok ? decision.refusal : null,
    delayMs: Math.max(priced.delayMs, decided?.delayMs ?? 0),
  });
};
