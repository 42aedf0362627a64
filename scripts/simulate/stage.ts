import type { FeedSource } from "../testing/feed/source.ts";
import { type Entry, MARKETS, type ResultCode, type Window, type WindowPlan } from "./effective-result.ts";
import type { MarketRef, Plan, Step } from "./plan.ts";

/** The events of one run at the feed: what the plan's numbers mean, and every entry about results that was said. */
export const setStage = (source: FeedSource, plan: Plan, name: string) => {
  const eventIds = plan.inPlay.map((_, event) => `${name}-${event + 1}`);
  const statuses = plan.inPlay.map((inPlay): 0 | 1 => (inPlay ? 1 : 0));
  const entries: Entry[] = [];
  const cancels: { ref: MarketRef; window: Window | null }[] = [];

  const eventIdOf = (event: number): string => eventIds[event] ?? "";
  const marketOf = ({ market }: MarketRef) => {
    const found = MARKETS[market];
    if (!found) throw new Error(`there is no market ${market}`);
    return found;
  };
  const marketId = (ref: MarketRef): string => {
    const { marketType, specifiers } = marketOf(ref);
    return `${eventIdOf(ref.event)}.${marketType}${specifiers === "" ? "" : `~${specifiers}`}`;
  };
  const nameOf = (ref: MarketRef) => {
    const { marketType, specifiers } = marketOf(ref);
    return { marketType, specifiers };
  };

  const oddsChange = (event: number, odds: number[][]): void => {
    source.say({
      type: "odds_change",
      eventId: eventIdOf(event),
      status: statuses[event] ?? 0,
      markets: MARKETS.map(({ marketType, specifiers, outcomes }, market) => ({
        marketType,
        specifiers,
        outcomes: outcomes.map((key, outcome) => ({
          key,
          odds: ((odds[market]?.[outcome] ?? 20_000) / 10_000).toFixed(4),
          probability: 1 / outcomes.length,
        })),
      })),
    });
  };

  const say = (ref: MarketRef, entry: Omit<Entry, "marketId" | "at">, send: () => number): void => {
    entries.push({ marketId: marketId(ref), at: send(), ...entry });
  };

  const OUTCOMES = {
    won: { result: 1 },
    lost: { result: 0 },
    void: { result: 0, voidFactor: 1 },
    half_won: { result: 1, voidFactor: 0.5 },
    half_lost: { result: 0, voidFactor: 0.5 },
    third_won: { result: 1, deadHeatFactor: "1/3" },
  } as const satisfies Record<ResultCode, object>;

  const settle = ({ market: ref, certainty, results }: Extract<Step, { do: "settle" }>): void => {
    const named = marketOf(ref).outcomes.flatMap((key, index) => {
      const result = results[index] ?? null;
      return result === null ? [] : [[key, result] as const];
    });
    say(ref, { kind: "result", certainty, results: Object.fromEntries(named), window: null }, () =>
      source.say({
        type: "bet_settlement",
        eventId: eventIdOf(ref.event),
        certainty,
        markets: [{ ...nameOf(ref), outcomes: named.map(([key, code]) => ({ key, ...OUTCOMES[code] })) }],
      }),
    );
  };

  const bounds = (window: Window | null) => ({
    ...(window?.from === null || window?.from === undefined ? {} : { startsAt: window.from }),
    ...(window?.to === null || window?.to === undefined ? {} : { endsAt: window.to }),
  });

  const cancel = (ref: MarketRef, planned: WindowPlan | null): void => {
    const now = source.now();
    const before = (ago: number | null): number | null => (ago === null ? null : now - ago);
    const window = planned && { from: before(planned.fromMsAgo), to: before(planned.toMsAgo) };
    cancels.push({ ref, window });
    say(ref, { kind: "cancel", certainty: null, results: null, window }, () =>
      source.say({
        type: "bet_cancel",
        eventId: eventIdOf(ref.event),
        markets: [nameOf(ref)],
        ...bounds(window),
      }),
    );
  };

  const uncancel = (nth: number): void => {
    const chosen = cancels[nth % Math.max(1, cancels.length)];
    if (!chosen) return;
    const { ref, window } = chosen;
    say(ref, { kind: "rollback_cancel", certainty: null, results: null, window }, () =>
      source.say({
        type: "rollback_bet_cancel",
        eventId: eventIdOf(ref.event),
        markets: [nameOf(ref)],
        ...bounds(window),
      }),
    );
  };

  const rollback = (ref: MarketRef): void =>
    say(ref, { kind: "rollback_result", certainty: null, results: null, window: null }, () =>
      source.say({
        type: "rollback_bet_settlement",
        eventId: eventIdOf(ref.event),
        markets: [nameOf(ref)],
      }),
    );

  const open = (): void => {
    for (const [event, eventId] of eventIds.entries()) {
      const team = (side: string) => ({
        id: `${eventId}-${side}`,
        name: `${side} of ${eventId}`,
        shortName: side,
        countryCode: null,
      });
      source.say({
        type: "fixture",
        eventId,
        competition: {
          id: "simulation",
          sportId: "football",
          category: "Simulation",
          name: "Simulation",
          countryCode: null,
        },
        participants: [team("Home"), team("Away")],
        startsAt: Date.now() + (plan.inPlay[event] ? -60_000 : 3_600_000),
        pricing: { by: "provider" },
      });
      oddsChange(event, []);
    }
  };

  return {
    eventIds,
    entries,
    open,
    marketId,
    oddsChange,
    stop: (event: number): void => {
      source.say({ type: "bet_stop", eventId: eventIdOf(event) });
    },
    restate: (event: number): void => source.restate(eventIdOf(event)),
    settle,
    cancel,
    uncancel,
    rollback,
    /** The odds that the feed shows for an outcome now, ×10⁻⁴ as text. */
    oddsShown: (ref: MarketRef, outcomeKey: string): string => {
      const { marketType, specifiers } = marketOf(ref);
      const market = source
        .marketsOf(eventIdOf(ref.event))
        .find((each) => each.marketType === marketType && (each.specifiers ?? "") === specifiers);
      const odds = market?.outcomes.find(({ key }) => key === outcomeKey)?.odds;
      return String(Math.round(Number(odds ?? 2) * 10_000)).padStart(5, "0");
    },
  };
};
