import type { Incident } from "#lib/sportsbook/events/schema.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/views.ts";
import {
  compareMarkets,
  type EventDelta,
  type EventState,
  type EventSummary,
  type EventView,
  isOpenMarket,
  MARKET_STATUS,
  type MarketView,
  mainMarkets,
  outcomeIdOf,
  type SuspensionView,
} from "#lib/sportsbook/markets/schema.ts";
import { sportViews } from "#lib/sportsbook/sports/schema.ts";
import { type ClockMessage, createMatchClock, type MatchClock } from "./match-clock.ts";

export type Direction = "up" | "down";
/** Something that deserves the eye, such as a goal, and when it was heard of (ms). */
export type Highlight = { key: string; position: 0 | 1; at: number };
export type Move = { direction: Direction; at: number };

/** An event without its prices: what a scoreboard shows. The object is replaced only when something in it changed. */
export type HeldEvent = Omit<EventView, "markets" | "version"> & {
  /** In the order of the page. */
  marketIds: string[];
  /** By market type of the sport's board: its main market. */
  board: Readonly<Record<string, string>>;
  marketsCount: number;
};

type Slot = {
  event: HeldEvent;
  version: number;
  /** Every change after `from` and up to `to` was taken in. 0 is from the beginning. */
  covered: { from: number; to: number };
};

const boardOf = (main: readonly MarketView[]): Record<string, string> =>
  Object.fromEntries(main.map(({ id, marketType }) => [marketType, id]));

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

const stateOf = ({ startsAt, status, score, suspension }: EventState): EventState => ({
  startsAt,
  status,
  score,
  suspension,
});

/**
 * Everything known about events and markets. In whatever order messages arrive, nothing older overwrites anything
 * newer.
 */
export type Book = ReturnType<typeof openBook>;

export const openBook = (touch: (key: string) => void, now: () => number) => {
  const slots = new Map<string, Slot>();
  const markets = new Map<string, MarketView>();
  const moves = new Map<string, Move>();
  const clocks = new Map<string, MatchClock>();
  const highlights = new Map<string, Highlight>();

  const updateClock = ({ id, status, score, competition }: HeldEvent): void => {
    const reading = sportViews(competition.sportId).clock?.(score);
    if (!reading) return;
    const message: ClockMessage = { ...reading, live: status === EVENT_STATUS.live };
    const clock = clocks.get(id);
    if (clock) clock.hear(message, now());
    else clocks.set(id, createMatchClock(message, now()));
    touch(`clock:${id}`);
  };

  const touchMarket = (market: MarketView): void => {
    touch(`market:${market.id}`);
    for (const { key } of market.outcomes) touch(`outcome:${outcomeIdOf(market.id, key)}`);
  };

  const noteMoves = (held: MarketView, news: MarketView): void => {
    const before = new Map(held.outcomes.map(({ key, odds }) => [key, odds]));
    for (const { key, odds } of news.outcomes) {
      const was = before.get(key);
      if (!was || !odds || was === odds) continue;
      const id = outcomeIdOf(news.id, key);
      moves.set(id, { direction: BigInt(odds) > BigInt(was) ? "up" : "down", at: now() });
    }
  };

  const takeMarket = (news: MarketView): void => {
    const held = markets.get(news.id);
    if (held && held.version >= news.version) return;
    if (held) noteMoves(held, news);
    // A suspension does not change the market's version: it comes with the event's.
    const market = held ? { ...news, suspension: held.suspension } : news;
    markets.set(news.id, market);
    touchMarket(market);
  };

  const suspendMarket = (id: string, suspension: SuspensionView | null): void => {
    const held = markets.get(id);
    if (!held || same(held.suspension, suspension)) return;
    const market = { ...held, suspension };
    markets.set(id, market);
    touchMarket(market);
  };

  const marketOrder = (sportId: string, ids: Iterable<string>): string[] => {
    const compare = compareMarkets(sportId);
    return [...new Set(ids)].sort((a, b) => {
      const left = markets.get(a);
      const right = markets.get(b);
      return left && right ? compare(left, right) : 0;
    });
  };

  const withMarkets = (
    { marketIds: held, competition }: HeldEvent,
    news: readonly MarketView[],
  ): string[] => {
    const known = new Set(held);
    const added = news.filter(({ id }) => !known.has(id));
    return added.length === 0
      ? held
      : marketOrder(competition.sportId, [...held, ...added.map(({ id }) => id)]);
  };

  const withIncidents = (held: Incident[], news: Incident[], newer: boolean): Incident[] => {
    if (news.length === 0) return held;
    const merged = new Map(held.map((incident) => [incident.number, incident]));
    for (const incident of news)
      if (newer || !merged.has(incident.number)) merged.set(incident.number, incident);
    return [...merged.values()].sort((a, b) => a.number - b.number);
  };

  const put = (id: string, slot: Slot, patch: Partial<HeldEvent>): void => {
    const { event } = slot;
    const changed = (Object.keys(patch) as (keyof HeldEvent)[]).filter(
      (key) => !same(event[key], patch[key]),
    );
    if (changed.length === 0) return;
    const { score, status } = patch;
    if (score && status === EVENT_STATUS.live && slot.version >= 0) {
      const found = sportViews(event.competition.sportId).highlight?.(event.score, score);
      if (found) highlights.set(id, { ...found, at: now() });
    }
    slot.event = { ...event, ...Object.fromEntries(changed.map((key) => [key, patch[key]])) };
    touch(`event:${id}`);
    if (changed.includes("status") || changed.includes("score")) updateClock(slot.event);
    // Prices of the event depend on its state: its status, and whether it is suspended.
    if (changed.includes("status") || changed.includes("suspension"))
      for (const marketId of slot.event.marketIds) {
        const market = markets.get(marketId);
        if (market) touchMarket(market);
      }
  };

  const open = (view: EventView | EventSummary): Slot => {
    const { id, provider, competition, name, participants } = view;
    const slot: Slot = {
      version: -1,
      covered: { from: Number.MAX_SAFE_INTEGER, to: -1 },
      event: {
        id,
        provider,
        competition,
        name,
        participants,
        ...stateOf(view),
        incidents: [],
        marketIds: [],
        board: {},
        marketsCount: 0,
      },
    };
    slots.set(id, slot);
    touch(`event:${id}`);
    updateClock(slot.event);
    return slot;
  };

  const marketsOf = (ids: readonly string[]): MarketView[] => ids.flatMap((id) => markets.get(id) ?? []);

  const offeredCount = (ids: string[]): number =>
    ids.filter((id) => isOpenMarket(markets.get(id)?.status ?? MARKET_STATUS.inactive)).length;

  /** Applies a full view or a delta, with its version. */
  const take = (slot: Slot, news: EventView | EventDelta): void => {
    const newer = news.version >= slot.version;
    for (const market of news.markets) takeMarket(market);
    const marketIds = withMarkets(slot.event, news.markets);
    if (newer) {
      const stopped =
        "suspendedMarkets" in news
          ? news.suspendedMarkets
          : Object.fromEntries(news.markets.map(({ id, suspension }) => [id, suspension]));
      for (const id of marketIds) suspendMarket(id, stopped[id] ?? null);
    }
    put(news.id, slot, {
      ...(newer ? stateOf(news) : {}),
      incidents: withIncidents(slot.event.incidents, news.incidents, newer),
      marketIds,
      ...(newer && news.markets.length > 0
        ? { board: boardOf(mainMarkets(sportViews(slot.event.competition.sportId), marketsOf(marketIds))) }
        : {}),
      marketsCount: slot.covered.from === 0 ? offeredCount(marketIds) : slot.event.marketsCount,
    });
    slot.version = Math.max(slot.version, news.version);
  };

  return {
    takeView: (view: EventView): void => {
      const slot = slots.get(view.id) ?? open(view);
      const { from, to } = slot.covered;
      slot.covered = { from: 0, to: view.version >= from ? Math.max(to, view.version) : view.version };
      take(slot, view);
    },

    /** True when the delta follows what is held. False asks for the gap: join again with `versionOf`. */
    takeDelta: (delta: EventDelta): boolean => {
      const slot = slots.get(delta.id);
      if (!slot) return false;
      const follows = delta.since <= slot.covered.to;
      if (follows)
        slot.covered = {
          from: Math.min(slot.covered.from, delta.since),
          to: Math.max(slot.covered.to, delta.version),
        };
      take(slot, delta);
      return follows;
    },

    takeSummary: (summary: EventSummary): void => {
      const slot = slots.get(summary.id) ?? open(summary);
      const { boardMarkets, version } = summary;
      if (slot.covered.to < 0) slot.covered = { from: version, to: version };
      for (const market of boardMarkets) takeMarket(market);
      if (version < slot.version) return;
      for (const { id, suspension } of boardMarkets) suspendMarket(id, suspension);
      put(summary.id, slot, {
        ...stateOf(summary),
        board: boardOf(boardMarkets),
        marketsCount: summary.marketsCount,
        marketIds: withMarkets(slot.event, boardMarkets),
      });
      slot.version = version;
    },

    /** Takes over the events that another book holds and this one does not. Returns their ids. */
    adopt: (other: {
      slots: ReadonlyMap<string, Slot>;
      market(id: string): MarketView | null;
    }): Set<string> => {
      const adopted = new Set<string>();
      for (const [id, slot] of other.slots) {
        if (slots.has(id)) continue;
        adopted.add(id);
        slots.set(id, { ...slot });
        touch(`event:${id}`);
        updateClock(slot.event);
        for (const market of slot.event.marketIds.map(other.market)) {
          if (!market || markets.has(market.id)) continue;
          markets.set(market.id, market);
          touchMarket(market);
        }
      }
      return adopted;
    },
    slots: slots as ReadonlyMap<string, Slot>,

    event: (id: string): HeldEvent | null => slots.get(id)?.event ?? null,
    market: (id: string): MarketView | null => markets.get(id) ?? null,
    move: (outcomeId: string): Move | null => moves.get(outcomeId) ?? null,
    highlight: (id: string): Highlight | null => highlights.get(id) ?? null,
    clock: (id: string): MatchClock | null => clocks.get(id) ?? null,
    /** The version to join the event's topic with. */
    versionOf: (id: string): number => Math.max(0, slots.get(id)?.covered.to ?? 0),
  };
};
