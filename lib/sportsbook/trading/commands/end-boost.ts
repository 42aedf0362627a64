import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { int8, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { defineCommand } from "#lib/players/index.ts";
import { announceEvents } from "#lib/sportsbook/markets/index.ts";
import { marketsPrice } from "../../permissions.ts";
import { endBoosts } from "../boosts/boosts.ts";
import { EndBoostInput, type EndBoostRefusal } from "../boosts/schema.ts";
import { lockEventOf, rewriteMarkets } from "../market.ts";

const boostOf = statement({
  text: `select outcome_key as "outcomeKey", odds from price_boost where id = $1 and market_id = $2`,
  params: [uuid, text],
  row: { outcomeKey: text, odds: int8 },
});

/** Ends a boost. Once it returns, no bet is accepted at it, whenever it was decided; bets at it stay as they are. */
export const endBoost = defineCommand({
  name: "market.end_boost",
  summary: "Ends a price boost: singles on its outcome are taken at the plain odds again.",
  actor: "staff",
  permission: marketsPrice,
  idempotency: "key",
  input: EndBoostInput,
  refusals: { unknown_boost: 404, boost_ended: 409 },
  audit: ({ marketId, note }) => ({ subject: `market:${marketId}`, reason: note ?? null }),
  run: async ({ input, actor, tx, onCommit }): Promise<Outcome<{ boostId: string }, EndBoostRefusal>> => {
    const { boostId, marketId } = input;
    const boost = await boostOf.first([boostId, marketId], tx);
    if (!boost) return refuse({ code: "unknown_boost" });
    const { outcomeKey, odds } = boost;
    await lockEventOf(tx, marketId);
    if (!(await endBoosts.first([[boostId], actor.staffId], tx))) return refuse({ code: "boost_ended" });
    const eventIds = await rewriteMarkets(tx, [marketId]);
    onCommit(() => announceEvents(eventIds));
    return changed(
      { boostId },
      { before: { outcomeKey, boost: boostId, odds: odds.toString() }, after: { outcomeKey, boost: null } },
    );
  },
});
