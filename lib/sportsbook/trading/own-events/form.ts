import { bool, int8, nullable, statement, text, timestamptz } from "#lib/platform/database/statement.ts";
import { openBetsOn } from "./event.ts";
import { STAFF_PROVIDER } from "./schema.ts";

const SIDES_OFFERED = 1_000;

const competitions = statement({
  text: `select id, sport_id as "sportId", category, name from competition order by category, name, id`,
  params: [],
  row: { id: text, sportId: text, category: text, name: text },
});

const sides = statement({
  text: `
    select k.sport_id as "sportId", c.name
      from event_participant p join event e on e.id = p.event_id join competition k on k.id = e.competition_id join competitor c on c.id = p.competitor_id
     where e.own_name is null group by k.sport_id, c.name order by max(e.starts_at) desc limit $1`,
  params: [int8],
  row: { sportId: text, name: text },
});

export type EntryChoices = {
  competitions: { id: string; sportId: string; category: string; name: string }[];
  /** Names that the sport knows, those who played last first. */
  sides: { sportId: string; name: string }[];
};

/** What a new event may be entered with. */
export const entryChoices = async (): Promise<EntryChoices> => {
  const [known, names] = await Promise.all([competitions.all([]), sides.all([SIDES_OFFERED])]);
  return { competitions: known, sides: names };
};

const ownEventOf = statement({
  text: `
    select own_name as name, starts_at as "startsAt", combinable, fixture_timestamp as revision, status = 0 as "toCome" from event
     where id = $1 and provider = $2`,
  params: [text, text],
  row: { name: nullable(text), startsAt: timestamptz, combinable: bool, revision: int8, toCome: bool },
});

export type OwnEvent = {
  name: string | null;
  startsAt: Date;
  combinable: boolean;
  revision: number;
  /** It has not begun: it can be moved. */
  toCome: boolean;
  /** Open bets with a leg on it. */
  bets: number;
};

/** What can be changed of an event; null for an event of a feed. */
export const ownEvent = async (eventId: string): Promise<OwnEvent | null> => {
  const [found, bets] = await Promise.all([ownEventOf.first([eventId, STAFF_PROVIDER]), openBetsOn(eventId)]);
  return found ? { ...found, revision: Number(found.revision), bets } : null;
};
