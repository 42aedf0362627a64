import { audit } from "#lib/audit/index.ts";
import { accept, type Result, refuse } from "#lib/kernel/result.ts";
import { wakeRelay } from "#lib/platform/outbox.ts";
import { transaction } from "#lib/platform/transaction.ts";
import { announceEvents, applyBook, MARKET_STATUS } from "#lib/sportsbook/markets/index.ts";
import type { Staff, VoidEffect, VoidMarketInput, VoidMarketRefusal } from "./schema.ts";
import { reasonLine, tellStaff } from "./suspend.ts";
import { betsTouched, previewVoidMarket } from "./void-effect.ts";

type MarketRow = { event_id: string; status: number; keys: string[] };

// Exclusive on the event: no bet is accepted between what is read here and the commit.
const LOCK = `
  select pg_advisory_xact_lock(book_lock_key('event', m.event_id)) from market m where m.id = $1`;

const MARKET = `
  select m.event_id, m.status, array(select o.key from outcome o where o.market_id = m.id order by o.position) as keys
    from market m where m.id = $1`;

/**
 * Cancels a market: every outcome is refunded, and the settlement pays the stakes back as for any decided market.
 * `betsSeen` is the number of open bets in the preview that staff confirmed; another number by now is a refusal with
 * the new one. Returns what the void does. The cancellation and the audit row stand or fall together.
 */
export const voidMarket = async (
  staff: Staff,
  { marketId, reason, note, betsSeen }: VoidMarketInput,
): Promise<Result<VoidEffect[], VoidMarketRefusal>> => {
  type Done = Result<{ eventId: string; effects: VoidEffect[] }, VoidMarketRefusal>;
  const done = await transaction(async (client): Promise<Done> => {
    await client.query(LOCK, [marketId]);
    const market = (await client.query<MarketRow>(MARKET, [marketId])).rows[0];
    if (!market) return refuse({ code: "unknown_market" });
    if (market.status <= MARKET_STATUS.settled) return refuse({ code: "already_settled" });
    const effects = await previewVoidMarket(marketId, client);
    const bets = betsTouched(effects);
    if (bets !== betsSeen) return refuse({ code: "effect_changed", bets });
    const outcomes = market.keys.map((key) => ({
      key,
      result: 0 as const,
      voidFactor: 1 as const,
      deadHeatFactor: null,
    }));
    await applyBook(
      [{ eventId: market.event_id, results: [{ marketId, certainty: 2, cancelled: true, outcomes }] }],
      client,
    );
    await audit(
      {
        actorId: staff.staffId,
        actor: staff.actor,
        action: "market.void",
        subject: `market:${marketId}`,
        reason: reasonLine(reason, note),
        before: { status: market.status },
        after: {
          status: MARKET_STATUS.cancelled,
          bets,
          refunded: effects.map(({ currency, refundedBets, refundedStake }) => ({
            currency,
            bets: refundedBets,
            stake: refundedStake.toString(),
          })),
        },
      },
      client,
    );
    return accept({ eventId: market.event_id, effects });
  });
  if (!done.ok) return done;
  wakeRelay();
  await announceEvents([done.value.eventId]);
  tellStaff("market_voided", `market:${marketId}`);
  return accept(done.value.effects);
};
