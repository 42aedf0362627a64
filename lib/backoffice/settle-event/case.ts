import { z } from "zod";
import { array, bool, int4, json, nullable, statement, text } from "#lib/platform/database/statement.ts";
import { eventIncidents } from "#lib/sportsbook/events/index.ts";
import { WRITTEN } from "#lib/sportsbook/markets/index.ts";
import { sportOf } from "#lib/sportsbook/sports/index.ts";
import { storedOutcomes } from "../columns.ts";
import type { EventSettlementCase, EventSettlementCaseInput, StoredOutcomes } from "../schema.ts";

const eventOf = statement({
  text: `
    select e.sport_id as "sportId", e.score, e.status in (3, 4, 5, 9) as "eventOver" from sportsbook_event_view e where e.id = $1`,
  params: [text],
  row: { sportId: text, score: json(z.unknown()), eventOver: bool },
});

const marketsOf = statement({
  text: `
    select m.id as "marketId", m.market_type as "marketType", m.specifiers, m.written, s.cancelled, s.outcomes,
           array(select o.key from sportsbook_outcome_view o where o.market_id = m.id order by o.position, o.key) as keys,
           coalesce((select sum(x.bets) from sportsbook_market_exposure_view x where x.market_id = m.id), 0)::integer as bets
      from sportsbook_market_view m, lateral market_effective_result(m.id) s
     where m.event_id = $1 order by m.id`,
  params: [text],
  row: {
    marketId: text,
    marketType: text,
    specifiers: text,
    written: nullable(json(WRITTEN)),
    cancelled: bool,
    outcomes: nullable(storedOutcomes),
    keys: array(text),
    bets: int4,
  },
});

/** The markets of an event, and the results that a score would give them; null for an unknown event. */
export const eventSettlementCase = async ({
  eventId,
  score: asked,
}: EventSettlementCaseInput): Promise<EventSettlementCase | null> => {
  const event = await eventOf.first([eventId]);
  if (!event) return null;
  const [markets, incidents] = await Promise.all([marketsOf.all([eventId]), eventIncidents(eventId)]);
  const sport = sportOf(event.sportId);
  const stored = sport.score.safeParse(event.score).data;
  const score = asked && stored ? sport.scoreEntry.read(asked, stored) : null;
  const suggestedFor = (market: (typeof markets)[number]): StoredOutcomes | null => {
    const results = score && market.outcomes === null && sport.results(market, { score, incidents }, true);
    return results ? Object.fromEntries(results.map(({ key, ...result }) => [key, result])) : null;
  };
  return {
    sportId: event.sportId,
    eventOver: event.eventOver,
    score: event.eventOver && stored ? sport.scoreEntry.rowsOf(stored) : null,
    markets: markets
      .filter(({ cancelled }) => !cancelled)
      .map((market) => ({
        marketId: market.marketId,
        marketType: market.marketType,
        specifiers: market.specifiers,
        written: market.written,
        keys: market.keys,
        bets: market.bets,
        settled: market.outcomes !== null,
        suggested: suggestedFor(market),
      })),
  };
};
