import { z } from "zod";
import { int4, json, statement, text, timestamptz } from "#lib/platform/database/statement.ts";
import { sportViews } from "#lib/sportsbook/sports/schema.ts";
import type { PastMatch } from "./schema.ts";

const SHOWN_MAX = 5;

const NAMES = z.array(z.object({ id: z.string(), name: z.string() }));

const past = statement({
  name: "past-matches",
  text: `
    select of.side, e.id, e.starts_at as "startsAt", e.score, n.competitors
      from (values (1, $2::text, null::text), (2, $3::text, null::text), (3, $2::text, $3::text)) of(side, one, other)
      cross join lateral (
        select p.event_id from event_participant p join event m on m.id = p.event_id
         where p.competitor_id = of.one and m.id <> $1 and m.status in (3, 4) and m.score <> '{}'::jsonb
           and (of.other is null or exists (
                  select from event_participant q where q.event_id = p.event_id and q.competitor_id = of.other))
         order by m.starts_at desc, m.id limit ${SHOWN_MAX}) found
      join event e on e.id = found.event_id join sportsbook_event_name_view n on n.event_id = e.id
     order by of.side, e.starts_at desc, e.id`,
  params: [text, text, text],
  row: {
    side: int4,
    id: text,
    startsAt: timestamptz,
    score: json(z.record(z.string(), z.unknown())),
    competitors: json(NAMES),
  },
});

/** The last five matches of each side, and between them, that ended here; the newest first. Empty for what we do not know. */
export const historyOf = async (
  eventId: string,
  sportId: string,
  [home, away]: readonly [string, string],
): Promise<{ form: [PastMatch[], PastMatch[]]; meetings: PastMatch[] }> => {
  const rows = await past.all([eventId, home, away]);
  const of = (side: number): PastMatch[] =>
    rows.flatMap((row) => {
      const summary = row.side === side ? sportViews(sportId).summary(row.score) : null;
      const [first, second] = row.competitors;
      const figures = summary?.columns.at(-1)?.values.map(Number);
      if (!summary || !first || !second || !figures) return [];
      const own = (side === 2 ? away : home) === first.id ? 0 : 1;
      const apart = (figures[own] ?? 0) - (figures[1 - own] ?? 0);
      return [
        {
          id: row.id,
          startsAt: row.startsAt.toISOString(),
          sides: [first.name, second.name],
          score: summary.text,
          result: apart > 0 ? "won" : apart < 0 ? "lost" : "drawn",
        } satisfies PastMatch,
      ];
    });
  return { form: [of(1), of(2)], meetings: of(3) };
};
