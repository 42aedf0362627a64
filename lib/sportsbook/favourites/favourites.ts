import { array, jsonText, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { type ChangeFavouritesInput, FAVOURITES_MAX, type Favourite, type FavouriteKind } from "./schema.ts";

const change = statement({
  name: "change-favourites",
  text: `
    with removed as (
      delete from favourite f using jsonb_to_recordset($3::jsonb) as r(kind text, subject text)
       where f.player_id = $1 and f.kind = r.kind and f.subject = r.subject
    )
    insert into favourite (player_id, kind, subject)
    select $1, a.kind, a.subject from jsonb_to_recordset($2::jsonb) as a(kind text, subject text)
    on conflict do nothing`,
  params: [uuid, jsonText, jsonText],
  row: {},
});

const newest = statement({
  name: "favourites",
  text: `
    select kind, subject from (
      select kind, subject, at, row_number() over (partition by kind = 'market' order by at desc, subject) as nth
        from favourite where player_id = $1) f
     where nth <= ${FAVOURITES_MAX} order by at, subject`,
  params: [uuid],
  row: { kind: text, subject: text },
});

/** Marks and unmarks favourites of a player. Idempotent: what is marked already stays as it is. */
export const changeFavourites = async (
  playerId: string,
  { add, remove }: ChangeFavouritesInput,
): Promise<void> => {
  await change.run([playerId, JSON.stringify(add), JSON.stringify(remove)]);
};

/** The player's favourites, the oldest first; of many the newest. */
export const favouritesOf = async (playerId: string): Promise<Favourite[]> =>
  (await newest.all([playerId])).map(({ kind, subject }) => ({ kind: kind as FavouriteKind, subject }));

const eventsOf = statement({
  name: "favourite-events",
  text: `
    select e.id from event e
     where e.status in (0, 1, 2, 6, 7)
       and (e.competition_id = any($1) or exists (
              select from event_participant p where p.event_id = e.id and p.competitor_id = any($2)))
     order by e.status in (0, 6), e.starts_at, e.id limit 30`,
  params: [array(text), array(text)],
  row: { id: text },
});

/** Open events of favourite competitions and competitors, running ones first, by their start. */
export const favouriteEvents = async (favourites: readonly Favourite[]): Promise<string[]> => {
  const of = (kind: FavouriteKind) =>
    favourites.flatMap((each) => (each.kind === kind ? [each.subject] : []));
  const [competitions, competitors] = [of("competition"), of("competitor")];
  if (competitions.length + competitors.length === 0) return [];
  return (await eventsOf.all([competitions, competitors])).map(({ id }) => id);
};
