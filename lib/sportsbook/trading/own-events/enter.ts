import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { db } from "#lib/platform/database/db.ts";
import { array, nullable, statement, text, timestamptz } from "#lib/platform/database/statement.ts";
import { sameName } from "../input.ts";

/** What ids of staff's events, competitions and participants begin with: none of a feed's can be the same. */
export const ownId = (): string => `own-${uuidv7()}`;

const knownAs = statement({
  text: `
    select c.id, c.name from competitor c
     where lower(c.name) = lower($1)
       and exists (select from event_participant p join event e on e.id = p.event_id join competition k on k.id = e.competition_id
                    where p.competitor_id = c.id and k.sport_id = $2)
     order by exists (select from event_participant p join event e on e.id = p.event_id
                       where p.competitor_id = c.id and e.competition_id = $3) desc, c.id limit 1`,
  params: [text, text, text],
  row: { id: text, name: text },
});

const SHORT_MAX = 40;

const competitorOf = async (
  tx: pg.PoolClient,
  name: string,
  { sportId, competitionId }: { sportId: string; competitionId: string },
): Promise<string> => {
  const known = await knownAs.first([name, sportId, competitionId], tx);
  if (known) return known.id;
  const id = ownId();
  await db(tx).competitor.create({ data: { id, name, shortName: [...name].slice(0, SHORT_MAX).join("") } });
  return id;
};

/** The participants of these names, created where the sport knows none. */
export const sidesOf = async (
  tx: pg.PoolClient,
  sides: readonly [string, string] | null,
  where: { sportId: string; competitionId: string },
): Promise<Result<string[], { code: "same_side" }>> => {
  if (!sides) return accept([]);
  const [home, away] = sides;
  if (sameName(home, away)) return refuse({ code: "same_side" });
  const ids = [await competitorOf(tx, home, where), await competitorOf(tx, away, where)];
  return ids[0] === ids[1] ? refuse({ code: "same_side" }) : accept(ids);
};

type Wanted = { id: string } | { category: string; name: string };

const sameCompetition = statement({
  text: "select id from competition where sport_id = $1 and lower(name) = lower($2) and lower(category) = lower($3) order by id limit 1",
  params: [text, text, text],
  row: { id: text },
});

/** The competition that is meant, created where there is none of this name; null for an unknown id, or one of another sport. */
export const competitionOf = async (
  tx: pg.PoolClient,
  sportId: string,
  wanted: Wanted,
): Promise<string | null> => {
  const { competition, sport } = db(tx);
  if ("id" in wanted) {
    const found = await competition.findUnique({ select: { sportId: true }, where: { id: wanted.id } });
    return found?.sportId === sportId ? wanted.id : null;
  }
  const { name, category } = wanted;
  const known = await sameCompetition.first([sportId, name, category], tx);
  if (known) return known.id;
  await sport.createMany({
    data: [{ id: sportId, name: sportId.charAt(0).toUpperCase() + sportId.slice(1) }],
    skipDuplicates: true,
  });
  const id = ownId();
  await competition.create({ data: { id, sportId, category, name } });
  return id;
};

const twinOf = statement({
  text: `
    select e.id, e.starts_at as "startsAt" from event e
     where e.status in (0, 1, 2, 6, 7, 8)
       and case when $2::text is not null then e.competition_id = $1 and lower(e.own_name) = lower($2)
                else e.starts_at between $4::timestamptz - interval '1 day' and $4::timestamptz + interval '1 day'
                 and $3 <@ array(select p.competitor_id from event_participant p where p.event_id = e.id) end
     order by e.starts_at limit 1`,
  params: [text, nullable(text), array(text), timestamptz],
  row: { id: text, startsAt: timestamptz },
});

/** An event that is probably the same: of a feed, or of another trader. */
export const findTwin = (
  tx: pg.PoolClient,
  event: { competitionId: string; name: string | null; competitorIds: readonly string[]; startsAt: Date },
) => twinOf.first([event.competitionId, event.name, event.competitorIds, event.startsAt], tx);
