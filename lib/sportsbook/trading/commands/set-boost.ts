import { uuidv7 } from "#lib/core/id.ts";
import { refuse } from "#lib/core/result.ts";
import { changed, type Outcome } from "#lib/platform/commands/define.ts";
import { defineCommand } from "#lib/players/index.ts";
import { EVENT_STATUS, isFinished } from "#lib/sportsbook/events/views.ts";
import { announceEvents, MARKET_STATUS } from "#lib/sportsbook/markets/index.ts";
import { marketsPrice } from "../../permissions.ts";
import { boostInForce, insertBoost } from "../boosts/boosts.ts";
import { SetBoostInput, type SetBoostRefusal } from "../boosts/schema.ts";
import { lockEventOf, marketNow, rewriteMarkets } from "../market.ts";

/**
 * Offers singles on an outcome at better odds until its event starts, it is ended or used up. What it costs above the plain odds is booked as a
 * cost of promotions.
 */
export const setBoost = defineCommand({
  name: "market.set_boost",
  summary:
    "Offers singles on an outcome at better odds before its event, up to a stake a player and a liability of all.",
  actor: "staff",
  permission: marketsPrice,
  idempotency: "key",
  input: SetBoostInput,
  refusals: {
    unknown_market: 404,
    market_closed: 409,
    unknown_outcome: 404,
    outcome_not_offered: 409,
    event_started: 409,
    boost_exists: 409,
    boost_not_better: 422,
  },
  audit: ({ marketId, note }) => ({ subject: `market:${marketId}`, reason: note ?? null }),
  run: async ({ input, actor, tx, onCommit }): Promise<Outcome<{ boostId: string }, SetBoostRefusal>> => {
    const { marketId, outcomeKey, odds, stakeMax, liabilityMax, minutes } = input;
    await lockEventOf(tx, marketId);
    const market = await marketNow(tx, marketId);
    if (!market) return refuse({ code: "unknown_market" });
    if (market.status <= MARKET_STATUS.settled || isFinished(market.eventStatus))
      return refuse({ code: "market_closed" });
    if (market.eventStatus !== EVENT_STATUS.notStarted) return refuse({ code: "event_started" });
    const outcome = market.outcomes.find(({ key }) => key === outcomeKey);
    if (!outcome) return refuse({ code: "unknown_outcome" });
    if (!outcome.active || outcome.odds === null) return refuse({ code: "outcome_not_offered" });
    const plain = BigInt(outcome.odds);
    if (odds <= plain) return refuse({ code: "boost_not_better", odds: plain });
    if (await boostInForce.first([marketId, outcomeKey], tx)) return refuse({ code: "boost_exists" });
    const boostId = uuidv7();
    await insertBoost.run(
      [boostId, marketId, outcomeKey, odds, stakeMax, liabilityMax, minutes, actor.staffId],
      tx,
    );
    const eventIds = await rewriteMarkets(tx, [marketId]);
    onCommit(() => announceEvents(eventIds));
    return changed(
      { boostId },
      {
        before: { outcomeKey, odds: plain.toString() },
        after: {
          outcomeKey,
          boost: boostId,
          odds: odds.toString(),
          stakeMax: stakeMax.toString(),
          liabilityMax: liabilityMax.toString(),
          minutes,
        },
      },
    );
  },
});
