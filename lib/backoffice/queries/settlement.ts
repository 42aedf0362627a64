import { z } from "zod";
import {
  array,
  bool,
  int2,
  int8,
  json,
  nullable,
  only,
  type RowOfStatement,
  statement,
  text,
  timestamptz,
} from "#lib/platform/database/statement.ts";
import { eventIncidents } from "#lib/sportsbook/events/index.ts";
import type { Incident } from "#lib/sportsbook/events/schema.ts";
import { WRITTEN } from "#lib/sportsbook/markets/index.ts";
import { sportOf } from "#lib/sportsbook/sports/index.ts";
import { certainty, storedOutcomes } from "../columns.ts";
import type { SettlementCase, SettlementCaseInput, StoredOutcomes } from "../schema.ts";

const caseOf = statement({
  text: `
    select m.status, m.market_type as "marketType", m.specifiers, m.written, s.cancelled, s.certainty, s.outcomes, e.score as "eventScore",
           e.status in (3, 4, 5, 9) as "eventOver",
           array(select o.key from sportsbook_outcome_view o where o.market_id = m.id order by o.position, o.key) as keys,
           m.event_id as "eventId", e.sport_id as "sportId"
      from sportsbook_market_view m join sportsbook_event_view e on e.id = m.event_id, lateral market_effective_result(m.id) s
     where m.id = $1`,
  params: [text],
  row: {
    status: int2,
    marketType: text,
    specifiers: text,
    written: nullable(json(WRITTEN)),
    cancelled: bool,
    certainty: nullable(certainty),
    outcomes: nullable(storedOutcomes),
    eventScore: json(z.unknown()),
    eventOver: bool,
    keys: array(text),
    eventId: text,
    sportId: text,
  },
});

const entriesOf = statement({
  text: `
    select s.id, s.kind, s.source, s.at, s.taken_at as "takenAt", s.certainty, s.outcomes, s.starts_at as "startsAt",
           s.ends_at as "endsAt", p.display_name as "byName",
           exists (select from effective_entries(market_journal($1)) w where w.id = s.id) as effective
      from sportsbook_settlement_entry_view s left join players_staff_view p on p.id = s.by
     where s.market_id = $1 order by s.id desc limit 100`,
  params: [text],
  row: {
    id: int8,
    kind: only(text, z.enum(["result", "rollback_result", "cancel", "rollback_cancel"])),
    source: only(text, z.enum(["feed", "staff", "rule"])),
    at: timestamptz,
    takenAt: timestamptz,
    certainty: nullable(certainty),
    outcomes: nullable(storedOutcomes),
    startsAt: nullable(timestamptz),
    endsAt: nullable(timestamptz),
    byName: nullable(text),
    effective: bool,
  },
});

const suggest = (
  found: RowOfStatement<typeof caseOf>,
  incidents: readonly Incident[],
  asked: SettlementCaseInput["score"],
) => {
  const sport = sportOf(found.sportId);
  const stored = sport.score.safeParse(found.eventScore).data;
  if (!stored) return { suggested: null, score: null };
  const score = asked ? sport.scoreEntry.read(asked, stored) : stored;
  if (!score) return { suggested: null, score: asked };
  const results = sport.results(found, { score, incidents }, true);
  const suggested: StoredOutcomes = {};
  for (const { key, ...result } of results ?? []) suggested[key] = result;
  return { suggested: results && suggested, score: asked ?? sport.scoreEntry.rowsOf(stored) };
};

/**
 * The settlement entries of a market, its effective result, and the result that a score would give; null for an
 * unknown market.
 */
export const settlementCase = async ({
  marketId,
  score,
}: SettlementCaseInput): Promise<SettlementCase | null> => {
  const [found, entries] = await Promise.all([caseOf.first([marketId]), entriesOf.all([marketId])]);
  if (!found) return null;
  const incidents = await eventIncidents(found.eventId);
  return {
    status: found.status,
    eventOver: found.eventOver,
    sportId: found.sportId,
    certainty: found.certainty,
    keys: found.keys,
    outcomes: found.cancelled ? null : found.outcomes,
    entries,
    ...suggest(found, incidents, score),
  };
};
