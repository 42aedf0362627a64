import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import {
  applyDelta,
  type EventDelta,
  type EventSummary,
  type EventView,
  type MarketView,
  outcomeIdOf,
  type SuspensionView,
} from "#lib/sportsbook/markets/schema.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { eventTopic, playerTopic, type TopicMessage } from "../protocol.ts";
import { createStore } from "./store.ts";

const market = (id: string, version: number, home: number, away = 30_000): MarketView => ({
  id: `m1.${id}`,
  marketType: id,
  specifiers: "",
  written: null,
  status: 1,
  version,
  suspension: null,
  outcomes: [
    { key: "home", odds: String(home), active: true, result: null, voidFactor: null },
    { key: "away", odds: String(away), active: true, result: null, voidFactor: null },
  ],
});

const team = (id: string) => ({ id, name: id, shortName: id, countryCode: null });

const view = (version: number, markets: MarketView[]): EventView => ({
  id: "m1",
  version,
  provider: "test",
  competition: { id: "c", sportId: "football", name: "Cup", category: "World", countryCode: null },
  name: "h – a",
  participants: [team("h"), team("a")],
  startsAt: "2026-01-01T12:00:00.000Z",
  status: 1,
  score: footballKickOff(),
  suspension: null,
  incidents: [],
  markets,
});

const delta = (since: number, version: number, patch: Partial<EventDelta> = {}): EventDelta => {
  const { startsAt, status, score, suspension } = view(version, []);
  const state = { startsAt, status, score, suspension };
  return { id: "m1", since, version, ...state, suspendedMarkets: {}, incidents: [], markets: [], ...patch };
};

const message = (one: EventDelta): TopicMessage => ({
  kind: "event_delta",
  topic: eventTopic("m1"),
  version: one.version,
  delta: one,
});

const goal: SuspensionView = {
  scope: "event",
  source: "feed",
  reason: "goal",
  since: "2026-01-01T12:10:00.000Z",
};

const HOME = outcomeIdOf("m1.1x2", "home");
const AWAY = outcomeIdOf("m1.1x2", "away");

const opened = () => {
  const frames: (() => void)[] = [];
  let time = 1_000;
  const store = createStore({
    now: () => time,
    schedule: (work) => {
      frames.push(work);
    },
  });
  return {
    store,
    frames,
    paint: () => {
      for (const work of frames.splice(0)) work();
    },
    pass: (ms: number) => {
      time += ms;
    },
  };
};

describe("seeds", () => {
  it("have prices before anything is painted or received", () => {
    const { store } = opened();
    store.seed({ events: [view(5, [market("1x2", 4, 20_000)])] });
    expect(store.price(HOME)).toMatchObject({
      odds: "20000",
      status: "offered",
      direction: null,
      version: 4,
    });
    expect(store.versionOf(eventTopic("m1"))).toBe(5);
  });

  it("that are older than what is held change nothing", () => {
    const { store, paint } = opened();
    store.seed({ events: [view(5, [market("1x2", 4, 20_000)])] });
    store.receive(message(delta(5, 6, { markets: [market("1x2", 6, 21_000)], suspension: goal })));
    paint();
    store.seed({ events: [view(5, [market("1x2", 4, 20_000)])] });
    expect(store.price(HOME)).toMatchObject({ odds: "21000", status: "suspended" });
    expect(store.versionOf(eventTopic("m1"))).toBe(6);
  });

  it("of a list do not claim to know the whole event", () => {
    const { store, paint } = opened();
    const { incidents, markets, ...rest } = view(9, []);
    const summary: EventSummary = { ...rest, boardMarkets: [market("1x2", 8, 20_000)], marketsCount: 7 };
    store.seed({ live: [summary] });
    expect(store.liveIds()).toEqual({ ids: ["m1"], known: true });
    expect(store.event("m1")?.marketsCount).toBe(7);
    store.seed({ events: [view(7, [market("1x2", 6, 19_000), market("draw_no_bet", 5, 15_000)])] });
    paint();
    expect(store.price(HOME)?.odds).toBe("20000");
    expect(store.versionOf(eventTopic("m1"))).toBe(7);
  });
});

describe("a goal", () => {
  const scored = (home: number, away: number) => ({ ...footballKickOff(), goals: { home, away } });

  it("is a highlight of the side that scored, from the message that says so", () => {
    const { store, paint, pass } = opened();
    store.seed({ events: [{ ...view(5, []), score: scored(1, 0) }] });
    expect(store.highlight("m1")).toBeNull();
    store.receive(message(delta(5, 6, { score: scored(1, 1) })));
    paint();
    expect(store.highlight("m1")).toEqual({ key: "goal", position: 1, at: 1_000 });
    pass(500);
    store.receive(message(delta(6, 7, { score: scored(2, 1) })));
    paint();
    expect(store.highlight("m1")).toEqual({ key: "goal", position: 0, at: 1_500 });
  });

  it("is none where a goal is taken back, the event is over, or something else of the score changes", () => {
    const { store, paint } = opened();
    store.seed({ events: [{ ...view(5, []), score: scored(1, 0) }] });
    for (const [since, patch] of [
      [5, { score: scored(0, 0) }],
      [6, { score: { ...scored(0, 0), clockSeconds: 60 } }],
      [7, { score: scored(3, 0), status: 3 as const }],
    ] as const) {
      store.receive(message(delta(since, since + 1, patch)));
      paint();
    }
    expect(store.highlight("m1")).toBeNull();
  });
});

describe("a start that moves", () => {
  const moved = "2026-01-01T14:00:00.000Z";

  it("comes with the event's topic or with a list's, and the event's subscribers are called", () => {
    const summaryOf = (version: number, startsAt: string): EventSummary => {
      const { incidents: _, markets: __, ...rest } = view(version, []);
      return { ...rest, startsAt, boardMarkets: [], marketsCount: 0 };
    };
    for (const update of [
      message(delta(5, 6, { startsAt: moved })),
      { kind: "live_delta", topic: "live", version: 6, events: [summaryOf(6, moved)], order: null },
    ] as TopicMessage[]) {
      const { store, paint } = opened();
      store.seed({ events: [view(5, [])] });
      paint();
      const called = vi.fn();
      store.subscribeEvent("m1", called);
      store.receive(update);
      paint();
      expect(store.event("m1")?.startsAt).toBe(moved);
      expect(called).toHaveBeenCalledOnce();
      // What is older does not move it back.
      store.seed({ summaries: [summaryOf(4, "2026-01-01T12:00:00.000Z")] });
      paint();
      expect(store.event("m1")?.startsAt).toBe(moved);
    }
  });
});

describe("seeds of two stores", () => {
  const seeds = { events: [view(5, [market("1x2", 4, 20_000)])] };

  it("are the same objects in both, until one of them hears more", () => {
    const [rendered, { store, paint }] = [createStore(), opened()];
    rendered.seed(seeds);
    store.seed(seeds, rendered);
    expect(store.event("m1")).toBe(rendered.event("m1"));
    expect(store.connection()).toBe(rendered.connection());
    expect(store.versionOf(eventTopic("m1"))).toBe(5);
    store.receive(message(delta(5, 6, { markets: [market("1x2", 6, 21_000)], suspension: goal })));
    paint();
    expect(store.price(HOME)).toMatchObject({ odds: "21000", status: "suspended" });
    expect(rendered.price(HOME)).toMatchObject({ odds: "20000", status: "offered" });
  });

  it("never overwrite what is held already", () => {
    const [rendered, { store, paint }] = [createStore(), opened()];
    store.seed({ events: [view(6, [market("1x2", 6, 21_000)])] });
    rendered.seed(seeds);
    store.seed(seeds, rendered);
    paint();
    expect(store.price(HOME)).toMatchObject({ odds: "21000" });
  });
});

describe("messages", () => {
  it("wait for the next frame and notify only the subscribers of what changed, once", () => {
    const { store, paint, frames } = opened();
    store.seed({ events: [view(1, [market("1x2", 1, 20_000), market("total", 1, 19_000)])] });
    paint();
    const [home, other, board] = [vi.fn(), vi.fn(), vi.fn()];
    store.subscribePrice(HOME, home);
    store.subscribePrice(outcomeIdOf("m1.total", "home"), other);
    store.subscribeEvent("m1", board);
    for (let version = 2; version < 12; version += 1)
      store.receive(
        message(delta(version - 1, version, { markets: [market("1x2", version, 20_000 + version)] })),
      );
    expect(store.price(HOME)?.odds).toBe("20000");
    expect(frames).toHaveLength(1);
    paint();
    expect(store.price(HOME)?.odds).toBe("20011");
    expect([home.mock.calls.length, other.mock.calls.length, board.mock.calls.length]).toEqual([1, 0, 0]);
  });

  it("show which way a price went and when; one that stays keeps its object", () => {
    const { store, paint, pass } = opened();
    store.seed({ events: [view(1, [market("1x2", 1, 20_000)])] });
    store.receive(message(delta(1, 2, { markets: [market("1x2", 2, 21_000, 29_000)] })));
    paint();
    expect(store.price(HOME)).toMatchObject({ direction: "up", movedAt: 1_000 });
    expect(store.price(AWAY)).toMatchObject({ direction: "down", movedAt: 1_000 });
    const held = store.price(HOME);
    pass(500);
    store.receive(message(delta(2, 3)));
    paint();
    expect(store.price(HOME)).toBe(held);
    store.receive(message(delta(3, 4, { markets: [market("1x2", 4, 20_500, 29_000)] })));
    paint();
    expect(store.price(HOME)).toMatchObject({ direction: "down", movedAt: 1_500 });
    expect(store.price(AWAY)).toMatchObject({ direction: "down", movedAt: 1_000 });
  });

  it("stop every price of a stopped event, and one market alone", () => {
    const { store, paint } = opened();
    store.seed({ events: [view(1, [market("1x2", 1, 20_000), market("total", 1, 19_000)])] });
    const received = vi.fn();
    store.subscribePrice(HOME, received);
    store.receive(message(delta(1, 2, { suspension: goal })));
    paint();
    expect(received).toHaveBeenCalledOnce();
    expect(store.price(HOME)).toMatchObject({ status: "suspended", suspension: { reason: "goal" } });
    store.receive(
      message(delta(2, 3, { suspendedMarkets: { "m1.1x2": { ...goal, scope: "market", source: "staff" } } })),
    );
    paint();
    expect(store.price(HOME)?.status).toBe("suspended");
    expect(store.price(outcomeIdOf("m1.total", "home"))?.status).toBe("offered");
    store.receive(message(delta(3, 4)));
    paint();
    expect(store.price(HOME)?.status).toBe("offered");
  });

  it("that leave a gap ask for it, and the version held stays where the gap begins", () => {
    const { store, paint } = opened();
    const asked = vi.fn();
    store.onGap(asked);
    store.seed({ events: [view(1, [market("1x2", 1, 20_000)])] });
    store.receive(message(delta(3, 4, { markets: [market("1x2", 4, 22_000)] })));
    paint();
    expect(asked).toHaveBeenCalledExactlyOnceWith(eventTopic("m1"));
    expect(store.versionOf(eventTopic("m1"))).toBe(1);
    expect(store.price(HOME)?.odds).toBe("22000");
  });
});

describe("any order of delivery", () => {
  it("ends on the same event as the orderly one", () => {
    const names = ["1x2", "total", "draw_no_bet"];
    const step = fc.record({
      market: fc.constantFrom(...names),
      odds: fc.integer({ min: 11_000, max: 90_000 }),
      stop: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        (steps, picks) => {
          let truth = view(1, [market("1x2", 1, 20_000), market("total", 1, 19_000)]);
          const start = truth;
          const deltas = steps.map(({ market: name, odds, stop }, n) => {
            const one = delta(n + 1, n + 2, {
              markets: [market(name, n + 2, odds)],
              suspension: stop ? goal : null,
            });
            truth = applyDelta(truth, one);
            return one;
          });
          const { store, paint } = opened();
          store.seed({ events: [start] });
          const waiting = [...deltas, ...deltas];
          while (waiting.length > 0) {
            const at = (picks.next().value ?? 0) % waiting.length;
            for (const one of waiting.splice(at, 1)) store.receive(message(one));
            if ((picks.next().value ?? 0) % 2 === 0) paint();
          }
          paint();
          expect(store.event("m1")?.suspension).toEqual(truth.suspension);
          expect(store.event("m1")?.marketIds.map((id) => store.market(id))).toEqual(truth.markets);
        },
      ),
    );
  });
});

describe("stale", () => {
  it("marks every visible price when the connection falls silent, and is removed again", () => {
    const { store, paint } = opened();
    store.seed({ events: [view(1, [market("1x2", 1, 20_000)])] });
    const received = vi.fn();
    const end = store.subscribePrice(HOME, received);
    store.setConnection({ status: "stale" });
    paint();
    expect(store.price(HOME)).toMatchObject({ odds: "20000", stale: true });
    store.setConnection({ status: "live" });
    paint();
    expect(store.price(HOME)?.stale).toBe(false);
    expect(received).toHaveBeenCalledTimes(2);
    end();
  });
});

describe("the player", () => {
  const balance = (available: string, version: number) => ({
    currency: "EUR",
    balance: available,
    held: "0",
    available,
    version,
  });
  const calls = (playerId: string, available: string, version: number): TopicMessage => ({
    kind: "player",
    topic: playerTopic(playerId),
    version,
    balance: balance(available, version),
    notices: [{ kind: "bet.settled", bet: null, payload: {} }],
  });

  it("keeps the newest balance, whichever came last", () => {
    const { store, paint } = opened();
    store.seedPlayer("p1", balance("100", 3));
    store.receive(calls("p1", "300", 5));
    store.receive(calls("p1", "200", 4));
    paint();
    store.seedPlayer("p1", balance("100", 3));
    expect(store.player().balance).toEqual(balance("300", 5));
    expect(store.player().notices).toHaveLength(2);
  });

  it("tells of notices that may have been missed: before it asked, and while there was no connection", () => {
    const { store, paint } = opened();
    const missed = vi.fn();
    store.seedPlayer("p1", balance("100", 3));
    const end = store.onMissed(missed);
    store.receive({ ...calls("p1", "100", 3), notices: [] } as TopicMessage);
    paint();
    expect(missed).not.toHaveBeenCalled();
    store.receive({ ...calls("p1", "100", 3), notices: [], missed: true } as TopicMessage);
    paint();
    expect(missed).toHaveBeenCalledTimes(1);
    store.setConnection({ status: "stale" });
    expect(missed).toHaveBeenCalledTimes(1);
    store.setConnection({ status: "live" });
    expect(missed).toHaveBeenCalledTimes(2);
    end();
    store.receive({ ...calls("p1", "100", 3), notices: [], missed: true } as TopicMessage);
    paint();
    expect(missed).toHaveBeenCalledTimes(2);
  });

  it("tells who listens late of what has just been told", () => {
    const { store, paint } = opened();
    const missed = vi.fn();
    store.seedPlayer("p1", balance("100", 3));
    store.onMissed(missed)();
    expect(missed).not.toHaveBeenCalled();
    store.receive(calls("p1", "300", 5));
    paint();
    store.onMissed(missed)();
    expect(missed).toHaveBeenCalledTimes(1);
  });

  it("never shows one player what another's was", () => {
    const { store, paint } = opened();
    store.seedPlayer("p1", balance("100", 9));
    store.signOut();
    expect(store.player().balance).toBeNull();
    store.seedPlayer("p2", balance("7", 1));
    store.receive(calls("p1", "300", 10));
    paint();
    expect(store.player()).toEqual({ balance: balance("7", 1), notices: [] });
    expect(store.connection().signedOut).toBe(false);
  });
});

describe("match clocks", () => {
  const running = (clockSeconds: number) => ({
    ...footballKickOff(),
    phase: "first_half" as const,
    clockSeconds,
  });

  it("are the same wherever an event is shown, and stop with the last to show it", () => {
    vi.useFakeTimers();
    try {
      const painted: (() => void)[] = [];
      const store = createStore({ schedule: (work) => painted.push(work) });
      const paint = () => {
        for (const work of painted.splice(0)) work();
      };
      store.seed({ events: [{ ...view(5, []), score: running(600) }] });
      paint();
      const received = [vi.fn(), vi.fn()];
      const ends = received.map((listener) => store.subscribeClock("m1", listener));
      for (let second = 1; second <= 3; second += 1) {
        vi.advanceTimersByTime(1_000);
        paint();
        expect(store.clockSeconds("m1")).toBe(600 + second);
      }
      expect(received.map((listener) => listener.mock.calls.length)).toEqual([3, 3]);
      store.receive(message(delta(5, 6, { score: running(630) })));
      paint();
      expect(store.clockSeconds("m1")).toBe(630);
      for (const end of ends) end();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
