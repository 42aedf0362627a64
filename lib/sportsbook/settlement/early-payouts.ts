import { z } from "zod";
import { array, int8, json, only, statement, text } from "#lib/platform/database/statement.ts";
import { retrying } from "#lib/platform/database/transaction.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { log } from "#lib/platform/observability/log.ts";
import { newestPolicy } from "#lib/sportsbook/betting/index.ts";
import type { EventScore } from "#lib/sportsbook/events/schema.ts";
import { announceEvents } from "#lib/sportsbook/markets/index.ts";
import { sportViews } from "#lib/sportsbook/sports/schema.ts";

// Markets of events in play that the policy pays early, with the outcomes that it has not paid.
const running = statement({
  name: "early-payout-markets",
  text: `
    select m.id, m.market_type as "marketType", e.id as "eventId", e.version, e.score, c.sport_id as "sportId",
           array(select o.key from outcome o where o.market_id = m.id and o.early_at is null and o.result is null) as open
      from event e join competition c on c.id = e.competition_id join market m on m.event_id = e.id
     where e.status = 1 and m.status > -3 and m.specifiers = '' and c.sport_id || '/' || m.market_type = any($1)
     order by m.id`,
  params: [array(text)],
  row: {
    id: text,
    marketType: text,
    eventId: text,
    version: int8,
    score: json(z.custom<EventScore>((value) => typeof value === "object" && value !== null)),
    sportId: text,
    open: array(text),
  },
});

const pay = statement({
  name: "pay-early",
  text: "select pay_early($1, $2, $3) as answer",
  params: [text, text, int8],
  row: { answer: only(text, z.enum(["paid", "existing", "stale", "unknown_outcome"])) },
});

/**
 * Pays bets early whose side leads by as much as the policy says at this moment: they count as won from then on, whatever the match comes to. Once an
 * outcome; several workers may run it. Returns how many outcomes it paid.
 */
export const payEarly = async (): Promise<number> => {
  const { rules } = await newestPolicy();
  const codes = Object.keys(rules.earlyPayoutLead);
  if (codes.length === 0) return 0;
  const paid: string[] = [];
  for (const market of await running.all([codes])) {
    const { id, marketType, eventId, sportId, score, version } = market;
    const leader = sportViews(sportId).leaders?.[marketType]?.(score);
    const needed = rules.earlyPayoutLead[`${sportId}/${marketType}`];
    if (!leader || needed === undefined || leader.by < needed || !market.open.includes(leader.outcomeKey))
      continue;
    const answer = await retrying(() => pay.first([id, leader.outcomeKey, version]));
    if (answer?.answer !== "paid") continue;
    log.info({ marketId: id, outcomeKey: leader.outcomeKey, lead: leader.by }, "bets are paid early");
    paid.push(eventId);
  }
  if (paid.length > 0) {
    scheduleRelay();
    await announceEvents([...new Set(paid)]);
  }
  return paid.length;
};
