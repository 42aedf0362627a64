import { isOver } from "#lib/sportsbook/events/views.ts";
import {
  type BoostView,
  boostOf,
  type EventSummary,
  type EventView,
  eventIdOfMarket,
  isOffered,
  isOpenMarket,
  MARKET_STATUS,
  type MarketView,
  type OutcomeView,
  type SuspensionView,
  splitOutcomeId,
} from "#lib/sportsbook/markets/schema.ts";
import type { BalanceView, PlayerNotice, StaffNotice, TopicMessage } from "../protocol.ts";
import { eventTopic, LIVE_TOPIC, playerTopic } from "../protocol.ts";
import { type Book, type Direction, type HeldEvent, openBook } from "./book.ts";
import { keyed, nextFrame } from "./keyed.ts";

export type PriceStatus = "offered" | "suspended" | "unavailable" | "settled";

/** What a price button shows. The object is replaced only when something in it changed. */
export type Price = {
  /** ×10⁻⁴ as text. */
  odds: string | null;
  /** Better odds at which singles are offered now. */
  boost: BoostView | null;
  status: PriceStatus;
  /** The last move, and when (ms): a new time starts the flash again. */
  direction: Direction | null;
  movedAt: number;
  result: OutcomeView["result"];
  voidFactor: OutcomeView["voidFactor"];
  /** Why it is suspended, if known. */
  suspension: SuspensionView | null;
  /** The market's version: what a slip sends as the version it has seen. */
  version: number;
  /** No message for too long: the price may have changed. */
  stale: boolean;
};

/**
 * `live`: a message within three seconds. `polling`: read over HTTP instead. `stale`: neither. `connecting`: before
 * the first message.
 */
export type ConnectionState = {
  status: "connecting" | "live" | "polling" | "stale";
  online: boolean;
  /** The session was revoked: this page is signed out. */
  signedOut: boolean;
};

export type Store = ReturnType<typeof createStore>;

type Seeds = {
  events?: readonly EventView[];
  summaries?: readonly EventSummary[];
  live?: readonly EventSummary[];
};

type Options = {
  now?: () => number;
  schedule?: (work: () => void) => void;
};

const statusOf = (event: HeldEvent, market: MarketView, outcome: OutcomeView): PriceStatus => {
  if (market.status <= MARKET_STATUS.settled || outcome.result !== null) return "settled";
  if (isOffered(event, market, outcome)) return "offered";
  const offered = outcome.odds !== null && outcome.active;
  if (isOver(event.status) || !isOpenMarket(market.status) || !offered) return "unavailable";
  return "suspended";
};

const NOTICES_KEPT = 20;
const TICK_MS = 1_000;

type Player = { balance: BalanceView | null; notices: PlayerNotice[] };

// Every store starts with the same objects, so that a component that switches stores sees no change.
const UNCONNECTED: ConnectionState = { status: "connecting", online: true, signedOut: false };
const NOBODY: Player = { balance: null, notices: [] };

/** Parts of a page listen so long after it was rendered, on a slow phone. */
const LISTENING_LATE_MS = 15_000;

/**
 * Prices, scoreboards and the player's balance, outside React. Messages wait in an inbox and are applied together
 * before the next paint; then only the subscribers of what changed are notified.
 */
export const createStore = ({ now = Date.now, schedule = nextFrame }: Options = {}) => {
  const keys = keyed();
  const book = openBook(keys.touch, now);
  const prices = new Map<string, Price>();
  const watched = new Map<string, number>();
  const noticeListeners = new Set<(notice: PlayerNotice) => void>();
  const missedListeners = new Set<() => void>();
  const staffListeners = new Set<
    (notices: StaffNotice[], events: { id: string; version: number }[]) => void
  >();
  let inbox: TopicMessage[] = [];
  let scheduled = false;
  let live: { ids: string[]; known: boolean } = { ids: [], known: false };
  // Whether the list came from the sidecar. A list that the page was rendered with may be incomplete, and the next
  // page's replaces it.
  let liveReceived = false;
  let player = NOBODY;
  let playerId: string | null = null;
  /** When there was last something to tell of the player, or may have been. */
  let toldAt = Number.NEGATIVE_INFINITY;
  let connection = UNCONNECTED;
  let askGap: (topic: string) => void = () => undefined;

  const setLive = (ids: string[]): void => {
    if (live.known && live.ids.length === ids.length && live.ids.every((id, at) => id === ids[at])) return;
    live = { ids, known: true };
    keys.touch(LIVE_TOPIC);
  };

  const takeBalance = (balance: BalanceView): void => {
    const held = player.balance;
    if (held && held.currency === balance.currency && held.version > balance.version) return;
    player = { ...player, balance };
    keys.touch("player");
  };

  const take = (message: TopicMessage): void => {
    switch (message.kind) {
      case "event_snapshot":
        book.takeView(message.event);
        return;
      case "event_delta":
        if (!book.takeDelta(message.delta)) askGap(message.topic);
        return;
      case "live_snapshot":
        for (const summary of message.events) book.takeSummary(summary);
        liveReceived = true;
        setLive(message.events.map(({ id }) => id));
        return;
      case "live_delta":
        for (const summary of message.events) book.takeSummary(summary);
        if (message.order) setLive(message.order);
        return;
      case "player":
        if (message.topic !== (playerId && playerTopic(playerId))) return;
        takeBalance(message.balance);
        if (message.notices.length > 0) {
          player = { ...player, notices: [...message.notices, ...player.notices].slice(0, NOTICES_KEPT) };
          keys.touch("player");
          for (const notice of message.notices) for (const listener of noticeListeners) listener(notice);
        }
        if (message.notices.length > 0 || message.missed) toldAt = now();
        if (message.missed) for (const listener of missedListeners) listener();
        return;
      case "staff":
        for (const listener of staffListeners) listener(message.notices, message.events);
    }
  };

  const flush = (): void => {
    scheduled = false;
    const messages = inbox;
    inbox = [];
    for (const message of messages) take(message);
    keys.flush();
  };

  const flushSoon = (): void => {
    if (scheduled) return;
    scheduled = true;
    schedule(flush);
  };

  // One timer moves the clocks that are shown.
  const clocksShown = new Map<string, number>();
  let ticking: ReturnType<typeof setInterval> | undefined;
  const tickClock = (id: string): void => {
    if (book.clock(id)?.tick(now())) keys.touch(`clock:${id}`);
  };
  const tickClocks = (): void => {
    for (const id of clocksShown.keys()) tickClock(id);
    flushSoon();
  };

  const stale = (): boolean => connection.status === "stale";

  const readPrice = (outcomeId: string): Price | null => {
    const named = splitOutcomeId(outcomeId);
    const market = named && book.market(named.marketId);
    const event = named && book.event(eventIdOfMarket(named.marketId));
    const outcome = market?.outcomes.find(({ key }) => key === named?.key);
    if (!market || !event || !outcome) return null;
    const move = book.move(outcomeId);
    return {
      odds: outcome.odds,
      boost: boostOf(event, outcome),
      status: statusOf(event, market, outcome),
      direction: move?.direction ?? null,
      movedAt: move?.at ?? 0,
      result: outcome.result,
      voidFactor: outcome.voidFactor,
      suspension: event.suspension ?? market.suspension,
      version: market.version,
      stale: stale(),
    };
  };

  return {
    /**
     * Takes what the server rendered, at once, so that the first paint has prices. Older than held is left. What is new here and
     * known to `twin`, a store with the same seeds, becomes the same object in both: who reads the one for the other sees no change.
     */
    seed: (seeds: Seeds, twin?: { book: Book } | undefined): void => {
      const adopted = twin ? book.adopt(twin.book) : new Set<string>();
      const fresh = <T extends { id: string }>(all: readonly T[] = []) =>
        all.filter(({ id }) => !adopted.has(id));
      for (const view of fresh(seeds.events)) book.takeView(view);
      for (const summary of fresh(seeds.summaries)) book.takeSummary(summary);
      for (const summary of fresh(seeds.live)) book.takeSummary(summary);
      if (seeds.live && !liveReceived) setLive(seeds.live.map(({ id }) => id));
      flushSoon();
    },
    /** Whose page it is now, and the balance that the server rendered. Another player starts from nothing. */
    seedPlayer: (id: string | null, balance: BalanceView | null): void => {
      if (id !== playerId) {
        playerId = id;
        player = NOBODY;
        if (connection.signedOut) connection = { ...connection, signedOut: false };
        keys.touch("player");
        keys.touch("connection");
      }
      if (balance) takeBalance(balance);
      flushSoon();
    },
    receive: (message: TopicMessage): void => {
      inbox.push(message);
      flushSoon();
    },
    flush,
    /** Requests what is missing: called with a topic whose delta did not follow the known version. */
    onGap: (ask: (topic: string) => void): void => {
      askGap = ask;
    },

    setConnection: (patch: Partial<ConnectionState>): void => {
      const was = stale();
      const next = { ...connection, ...patch };
      if (
        next.status === connection.status &&
        next.online === connection.online &&
        next.signedOut === connection.signedOut
      )
        return;
      connection = next;
      keys.touch("connection");
      if (was !== stale()) for (const id of watched.keys()) keys.touch(`outcome:${id}`);
      if (was && !stale()) for (const listener of missedListeners) listener();
      flushSoon();
    },
    signOut: (): void => {
      player = NOBODY;
      connection = { ...connection, signedOut: true };
      keys.touch("player");
      keys.touch("connection");
      flushSoon();
    },

    price: (outcomeId: string): Price | null => {
      const read = readPrice(outcomeId);
      const held = prices.get(outcomeId);
      if (read && held && (Object.keys(read) as (keyof Price)[]).every((key) => read[key] === held[key]))
        return held;
      if (read) prices.set(outcomeId, read);
      return read;
    },
    book,
    event: book.event,
    market: book.market,
    highlight: book.highlight,
    liveIds: (): { ids: string[]; known: boolean } => live,
    player: () => player,
    connection: (): ConnectionState => connection,
    /** The version that a topic is joined with. */
    versionOf: (topic: string): number => {
      if (topic.startsWith("event:")) return book.versionOf(topic.slice("event:".length));
      return topic.startsWith("player:") ? (player.balance?.version ?? 0) : 0;
    },

    subscribePrice: (outcomeId: string, listener: () => void): (() => void) => {
      watched.set(outcomeId, (watched.get(outcomeId) ?? 0) + 1);
      const end = keys.subscribe(`outcome:${outcomeId}`, listener);
      return () => {
        end();
        const left = (watched.get(outcomeId) ?? 1) - 1;
        if (left > 0) {
          watched.set(outcomeId, left);
          return;
        }
        watched.delete(outcomeId);
        prices.delete(outcomeId);
      };
    },
    subscribeEvent: (id: string, listener: () => void) => keys.subscribe(eventTopic(id), listener),
    /** Seconds on the event's match clock, the same for all that show it. Moves on while somebody subscribes. */
    clockSeconds: (id: string): number => book.clock(id)?.seconds() ?? 0,
    subscribeClock: (id: string, listener: () => void): (() => void) => {
      const end = keys.subscribe(`clock:${id}`, listener);
      tickClock(id);
      clocksShown.set(id, (clocksShown.get(id) ?? 0) + 1);
      ticking ??= setInterval(tickClocks, TICK_MS);
      return () => {
        end();
        const left = (clocksShown.get(id) ?? 1) - 1;
        if (left > 0) clocksShown.set(id, left);
        else clocksShown.delete(id);
        if (clocksShown.size > 0) return;
        clearInterval(ticking);
        ticking = undefined;
      };
    },
    subscribeMarket: (id: string, listener: () => void) => keys.subscribe(`market:${id}`, listener),
    subscribeLive: (listener: () => void) => keys.subscribe(LIVE_TOPIC, listener),
    subscribePlayer: (listener: () => void) => keys.subscribe("player", listener),
    subscribeConnection: (listener: () => void) => keys.subscribe("connection", listener),
    onNotice: (listener: (notice: PlayerNotice) => void): (() => void) => {
      noticeListeners.add(listener);
      return () => noticeListeners.delete(listener);
    },
    /**
     * Calls back when notices may have been missed: after a time without connection, before there was one, or before the listener was
     * there, as parts of a page listen only once their scripts have run.
     */
    onMissed: (listener: () => void): (() => void) => {
      missedListeners.add(listener);
      if (now() - toldAt < LISTENING_LATE_MS) listener();
      return () => missedListeners.delete(listener);
    },
    onStaff: (
      listener: (notices: StaffNotice[], events: { id: string; version: number }[]) => void,
    ): (() => void) => {
      staffListeners.add(listener);
      return () => staffListeners.delete(listener);
    },
  };
};
