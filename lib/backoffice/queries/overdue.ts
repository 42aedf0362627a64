import { z } from "zod";
import {
  array,
  int2,
  int4,
  int8,
  json,
  jsonText,
  nullable,
  only,
  statement,
  text,
  timestamptz,
} from "#lib/platform/database/statement.ts";
import { sportRulesJson } from "#lib/sportsbook/sports/index.ts";
import { OVERDUE_REASONS, type OverdueRow } from "../schema.ts";

// $1: the rules of all sports. Of events that are over, the last thirty days are looked through, and only those whose bets wait.
const overdue = statement({
  name: "overdue-events",
  text: `
    with rule as (
      select * from jsonb_to_recordset($1::jsonb) r("sportId" text, "postponedVoidHours" float8, "abandonedVoidHours" float8,
               "startOverdueMinutes" float8, "endOverdueMinutes" float8, "resultOverdueMinutes" float8)
    ), candidate as (
      select e.*, c.name as competition, r.*,
             case when e.status in (2, 7) then 'interrupted' when e.status = 6 then 'delayed' when e.status = 8 then 'postponed'
                  when e.status = 9 then 'abandoned' when e.status = 0 then 'not_started' when e.status = 1 then 'not_ended'
                  else 'no_result' end as reason,
             case when e.status in (2, 6, 7, 8, 9) then e.status_at
                  when e.status = 0 then e.starts_at
                  when e.status = 1 then coalesce(e.started_at, e.starts_at)
                  else e.ended_at end as since
        from sportsbook_event_view e join sportsbook_competition_view c on c.id = e.competition_id join rule r on r."sportId" = c.sport_id
       where e.status in (0, 1, 2, 6, 7, 8) or (e.status in (3, 4, 5, 9) and e.starts_at > now() - interval '30 days')
    ), late as (
      select * from candidate
       where since < now() - case reason when 'not_started' then "startOverdueMinutes" when 'not_ended' then "endOverdueMinutes"
                                         when 'no_result' then "resultOverdueMinutes" else 0 end * interval '1 minute'
    )
    select l.id as "eventId", l."sportId", n.name, n.participants, l.competition, l.status, l.score, l.starts_at as "startsAt", l.reason,
           l.since, x.bets::int as bets, x.stake::bigint as stake,
           case when l.reason in ('interrupted', 'abandoned') and l.status <> 2 then l.since + l."abandonedVoidHours" * interval '1 hour'
                when l.reason in ('postponed', 'delayed', 'not_started') then l.starts_at + l."postponedVoidHours" * interval '1 hour'
                end as "voidsAt"
      from late l
      join sportsbook_event_name_view n on n.event_id = l.id
      cross join lateral (
        select coalesce(sum(x.bets), 0) as bets, coalesce(sum(x.stake), 0) as stake
          from sportsbook_market_view m join sportsbook_outcome_view o on o.market_id = m.id and o.result is null
          join sportsbook_market_exposure_view x on x.market_id = o.market_id and x.outcome_key = o.key
         where m.event_id = l.id and m.status > -3) x
     where x.bets > 0 or (l.status in (0, 1, 2, 6, 7, 8) and l.starts_at > now() - interval '7 days')
     order by x.bets = 0, l.since, l.id limit 200`,
  params: [jsonText],
  row: {
    eventId: text,
    sportId: text,
    name: text,
    participants: array(text),
    competition: text,
    status: int2,
    score: json(z.unknown()),
    startsAt: timestamptz,
    reason: only(text, z.enum(OVERDUE_REASONS)),
    since: timestamptz,
    bets: int4,
    stake: int8,
    voidsAt: nullable(timestamptz),
  },
});

/**
 * Events that did not go as planned and need staff: see `SportRules`. Those with undecided bets first, then the
 * oldest.
 */
export const overdueEvents = (): Promise<OverdueRow[]> => overdue.all([sportRulesJson()]);
