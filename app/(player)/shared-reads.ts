import "server-only";
import { periodOf, type When } from "#components/board/when.ts";
import { seedText } from "#components/realtime/seed-text.ts";
import { sharedRead } from "#lib/platform/http/shared-read.ts";
import { LIVE_LIST_HOURS, LIVE_LIST_MAX } from "#lib/realtime/schema.ts";
import { bettingTerms as readTerms } from "#lib/sportsbook/betting/index.ts";
import { historyOf } from "#lib/sportsbook/events/index.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import { isToCome } from "#lib/sportsbook/events/views.ts";
import { favouriteEvents, readFavourites } from "#lib/sportsbook/favourites/index.ts";
import { competitionsWithCounts, eventView, listing } from "#lib/sportsbook/markets/index.ts";
import type { EventSummary } from "#lib/sportsbook/markets/schema.ts";

/*
 * Data that is the same for all viewers of these pages is read twice a second at most, however many there are: at kick-off there are
 * thousands. The page's own connection keeps it current.
 */
const AGE_MS = 500;
const FEATURED_MAX = 3;

const isSoon = ({ status }: EventSummary): boolean =>
  status === EVENT_STATUS.notStarted || status === EVENT_STATUS.delayed;

type Live = { running: EventSummary[]; soon: EventSummary[]; later: EventSummary[] };

/** Running events and those that start in the next hours; if there are none, the next ones after that. */
const readLive = async (laterMax: number): Promise<Live> => {
  const all = await listing({ kind: "running-or-soon", withinHours: LIVE_LIST_HOURS }, LIVE_LIST_MAX);
  const soon = all.filter(isSoon);
  const later = soon.length > 0 ? [] : await listing({ kind: "upcoming" }, laterMax);
  return { running: all.filter((event) => !isSoon(event)), soon, later };
};

/** The most backed matches; if too few are backed, matches in play complete the row, and `mostBacked` is false. */
const featuredOf = (popular: EventSummary[], running: EventSummary[]) => {
  const backed = new Set(popular.map(({ id }) => id));
  const others = running.filter(({ id }) => !backed.has(id));
  return {
    mostBacked: popular.length === FEATURED_MAX,
    events: [...popular, ...others].slice(0, FEATURED_MAX),
  };
};

/** The home page: the featured matches, and the first running and upcoming ones, `shown` of each. */
export const board = sharedRead(
  async (shown: number) => {
    const [{ running, soon, later }, popular] = await Promise.all([
      readLive(shown),
      listing({ kind: "popular" }, FEATURED_MAX),
    ]);
    const { mostBacked, events } = featuredOf(popular, running);
    return {
      running: running.length,
      soon: soon.length,
      later,
      mostBacked,
      featured: events.map(({ id }) => id),
      seeds: seedText({
        live: [...running.slice(0, shown), ...soon.slice(0, shown)],
        summaries: [...events, ...later],
      }),
    };
  },
  { ageMs: AGE_MS },
);
/** The whole live list. */
export const liveList = sharedRead(
  async (laterMax: number) => {
    const { running, soon, later } = await readLive(laterMax);
    return { later, seeds: seedText({ live: [...running, ...soon], summaries: later }) };
  },
  { ageMs: AGE_MS },
);
/** Open matches of the favourites that a cookie names. */
export const favouriteMatches = sharedRead(
  async (kept: string) => {
    const ids = await favouriteEvents(readFavourites(kept));
    const events = ids.length > 0 ? await listing({ kind: "ids", ids }) : [];
    return { events, seeds: seedText({ summaries: events }) };
  },
  { ageMs: AGE_MS },
);
/** What starts in a part of time, as days are in the time zone. The key is both, with a space between them. */
export const starting = sharedRead(
  async (key: `${When} ${string}`) => {
    const at = key.indexOf(" ");
    const period = periodOf(key.slice(0, at) as When, new Date(), key.slice(at + 1));
    const events = await listing({ kind: "starting", ...period }, LIVE_LIST_MAX);
    return { events, seeds: seedText({ summaries: events }) };
  },
  { ageMs: AGE_MS },
);
/** One event's page; null when there is no such event. */
export const eventPage = sharedRead(
  async (id: string) => {
    const event = await eventView(id);
    if (!event) return null;
    const [home, away] = event.participants;
    const toCome = isToCome(event.status) && home && away && event.participants.length === 2;
    const past = toCome
      ? {
          names: [home.name, away.name] as const,
          ...(await historyOf(id, event.competition.sportId, [home.id, away.id])),
        }
      : null;
    return { id, name: event.name, past, seeds: seedText({ events: [event] }) };
  },
  { ageMs: AGE_MS },
);

const sharedCompetitions = sharedRead((_all: "open") => competitionsWithCounts(), { ageMs: AGE_MS });
/** Competitions with open matches. */
export const openCompetitions = () => sharedCompetitions("open");

const sharedTerms = sharedRead((_all: "newest") => readTerms(), { ageMs: AGE_MS });
/** The part of the betting policy that players see: see `BettingTerms`. */
export const bettingTerms = () => sharedTerms("newest");
