import type { EventScore, EventStatus, Incident } from "#lib/sportsbook/events/schema.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/views.ts";
import { findMarketType, marketRank, type SportViews, sportViews } from "#lib/sportsbook/sports/schema.ts";
import { parseSpecifiers } from "./market-ids.ts";
import { MARKET_STATUS, type MarketStatus } from "./status.ts";

/** Views are plain JSON: odds are text ×10⁻⁴ ("22500" is 2.25), times are ISO 8601, versions are safe integers. */

export type SuspensionView = {
  scope: "all" | "sport" | "provider" | "event" | "market";
  source: "feed" | "provider" | "staff";
  /** A code that the page words. */
  reason: string;
  since: string;
};

export type CompetitionView = {
  id: string;
  sportId: string;
  name: string;
  category: string;
  countryCode: string | null;
};

export type CompetitorView = { id: string; name: string; shortName: string; countryCode: string | null };

export type OutcomeView = {
  key: string;
  /** ×10⁻⁴ as text; null is not offered. */
  odds: string | null;
  active: boolean;
  /** 0 lost, 1 won, null undecided. */
  result: 0 | 1 | null;
  voidFactor: 0.5 | 1 | null;
  /** Better odds for singles before the event, ×10⁻⁴ as text. They apply as `boostOf` says. */
  boost?: BoostView;
};

export type BoostView = { id: string; odds: string };

/** What staff called a market that they wrote, and how many of its outcomes win. Names are data: they are shown as they were written. */
export type WrittenMarket = {
  title: string;
  /** By the keys of the outcomes. */
  outcomes: Readonly<Record<string, string>>;
  winners: number;
};

export type MarketView = {
  id: string;
  marketType: string;
  specifiers: string;
  status: MarketStatus;
  /** The event's version at which this market changed last: what a bet on it names. */
  version: number;
  /** Null for a market that its sport names. */
  written: WrittenMarket | null;
  /** Stops this market alone. */
  suspension: SuspensionView | null;
  outcomes: OutcomeView[];
};

/** What moves on an event besides its markets. */
export type EventState = {
  startsAt: string;
  status: EventStatus;
  score: EventScore;
  /** The widest standing one that stops every market of the event. */
  suspension: SuspensionView | null;
};

type EventIdentity = {
  id: string;
  version: number;
  provider: string;
  competition: CompetitionView;
  /** "Home – Away", or what a race or an outright is called. */
  name: string;
  /** In their order: home and away, or a field of any size. */
  participants: CompetitorView[];
};

type Sided = { participants: readonly CompetitorView[] };

/** Whether the event is played between two sides: an outright of such a sport is not. */
export const isSided = ({
  participants,
  competition,
}: Sided & { competition: { sportId: string } }): boolean =>
  participants.length === 2 && sportViews(competition.sportId).participants === "two-sided";

/** Home and away. @throws RangeError for a field */
export const sidesOf = ({ participants }: Sided): { home: CompetitorView; away: CompetitorView } => {
  const [home, away] = participants;
  if (!home || !away) throw new RangeError("not an event between two sides");
  return { home, away };
};

/** A whole event. Markets are in the order of the page, incidents in the order in which they happened. */
export type EventView = EventIdentity & EventState & { incidents: Incident[]; markets: MarketView[] };

/** An event in a list, with the markets that the list shows prices of: of each type of the sport's board its main market. */
export type EventSummary = EventIdentity &
  EventState & {
    boardMarkets: MarketView[];
    /** Markets that are offered, suspended ones included. */
    marketsCount: number;
  };

/**
 * What a reader that has seen version `since` of an event needs to be at `version`. Suspended markets are sent in full
 * each time; incidents and markets only where they changed.
 */
export type EventDelta = EventState & {
  id: string;
  version: number;
  since: number;
  suspendedMarkets: Record<string, SuspensionView>;
  incidents: Incident[];
  markets: MarketView[];
};

export type CompetitionCounts = CompetitionView & { live: number; upcoming: number };

export type PricePoint = { version: number; at: string; prices: Record<string, string | null> };

/** Whether a price of this market can be bet on right now, as far as the reader knows. Markets that staff wrote are closed during play. */
export const isOffered = (
  event: Pick<EventState, "status" | "suspension">,
  market: Pick<MarketView, "status" | "suspension" | "written">,
  outcome: Pick<OutcomeView, "odds" | "active">,
): boolean =>
  (event.status === EVENT_STATUS.notStarted ||
    (event.status === EVENT_STATUS.live && market.written === null)) &&
  event.suspension === null &&
  market.status === MARKET_STATUS.active &&
  market.suspension === null &&
  outcome.active &&
  outcome.odds !== null;

/** The boost of an outcome, where singles are offered at it: before the event, and while it is better than the plain odds. */
export const boostOf = (
  event: Pick<EventState, "status">,
  { boost, odds }: Pick<OutcomeView, "boost" | "odds">,
): BoostView | null =>
  boost && odds !== null && event.status === EVENT_STATUS.notStarted && BigInt(boost.odds) > BigInt(odds)
    ? boost
    : null;

/** How far the two sides of a line are from even: 0 where both are as likely; Infinity without two prices. */
export const unevenness = (odds: readonly (string | null)[]): number => {
  const [first, second] = odds.map((price) => (price === null ? Number.NaN : 1 / Number(price)));
  const apart = Math.abs((first ?? Number.NaN) - (second ?? Number.NaN));
  return Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
};

const LINE: ReadonlySet<string> = new Set(["total", "handicap"]);

const compareSpecifiers = (a: string, b: string): number => {
  const left = parseSpecifiers(a);
  const right = parseSpecifiers(b);
  const keys = Object.keys(left).toReversed();
  // The lines of one team, set or half stand together.
  for (const key of [...keys.filter((name) => !LINE.has(name)), ...keys.filter((name) => LINE.has(name))]) {
    const x = left[key] ?? "";
    const y = right[key] ?? "";
    if (x === y) continue;
    const apart = Number(x) - Number(y);
    if (!Number.isNaN(apart)) return apart;
    // The home side stands before the away side.
    return x === "home" || (y !== "home" && x < y) ? -1 : 1;
  }
  return 0;
};

type Placed = Pick<MarketView, "marketType" | "specifiers">;

/** The order of a sport's page: by market type, then by line. */
export const compareMarkets =
  (sportId: string) =>
  (a: Placed, b: Placed): number =>
    marketRank(sportId, a.marketType) - marketRank(sportId, b.marketType) ||
    compareSpecifiers(a.specifiers, b.specifiers);

const mergeBy = <T>(held: readonly T[], news: readonly T[], key: (item: T) => string | number): T[] => {
  const merged = new Map(held.map((item) => [key(item), item]));
  for (const item of news) merged.set(key(item), item);
  return [...merged.values()];
};

const OPEN_FIRST: readonly number[] = [MARKET_STATUS.active, MARKET_STATUS.suspended];

const openRank = ({ status }: Pick<MarketView, "status">): number => {
  const rank = OPEN_FIRST.indexOf(status);
  return rank < 0 ? OPEN_FIRST.length : rank;
};

/** Whether a market type is one of several lines, of which the most even one is the main one. */
export const hasLines = (sportId: string, marketType: string): boolean => {
  const layout = findMarketType(sportId, marketType)?.layout;
  return layout === "lines" || layout === "handicap";
};

/** Of each market type of the sport's board its main market: open rather than closed, and the most even of its lines. As `listing` picks them. */
export const mainMarkets = (
  { id: sportId, board }: Pick<SportViews, "id" | "board">,
  markets: readonly MarketView[],
): MarketView[] =>
  board.flatMap((marketType) => {
    const lines = hasLines(sportId, marketType);
    const evenness = ({ outcomes }: MarketView) => (lines ? unevenness(outcomes.map(({ odds }) => odds)) : 0);
    let main: MarketView | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const market of markets) {
      if (market.marketType !== marketType) continue;
      const apart = evenness(market);
      const closer = main === null || openRank(market) < openRank(main);
      if (!closer && (openRank(market) > openRank(main as MarketView) || apart >= least)) continue;
      [main, least] = [market, apart];
    }
    return main ? [main] : [];
  });

/** The event with a delta applied. A delta that is not newer, or that starts after what is held, must not come here. */
export const applyDelta = (held: EventView, delta: EventDelta): EventView => ({
  ...held,
  version: delta.version,
  startsAt: delta.startsAt,
  status: delta.status,
  score: delta.score,
  suspension: delta.suspension,
  incidents: mergeBy(held.incidents, delta.incidents, ({ number }) => number).sort(
    (a, b) => a.number - b.number,
  ),
  markets: mergeBy(held.markets, delta.markets, ({ id }) => id)
    .map((market) => {
      const suspension = delta.suspendedMarkets[market.id] ?? null;
      return suspension === market.suspension ? market : { ...market, suspension };
    })
    .sort(compareMarkets(held.competition.sportId)),
});
