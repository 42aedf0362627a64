import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { type ManualClock, manualClock } from "#lib/core/clock.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { betView, placeBet, refusalsWritten, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { settleMarket, unsettledMarkets } from "#lib/sportsbook/settlement/index.ts";
import { makePlayer } from "#lib/sportsbook/testing.ts";
import { createPipeline, type Pipeline } from "../../ingest.ts";
import type { Provider } from "../../providers/provider.ts";
import type { Fate, FeedMessageInput } from "../../schema.ts";

/**
 * A provider with the other end of its connection: a message sent there must arrive as this canonical message, in
 * order.
 */
export type ConformanceSource = {
  provider: Provider;
  /** Sends this message in the provider's own wire format. */
  say(message: FeedMessageInput): Promise<void> | void;
  stop?(): Promise<void>;
};

export type MakeSource = () => Promise<ConformanceSource>;

type OfEvent = Extract<FeedMessageInput, { eventId: string }>;
type Unaddressed<Message> = Message extends unknown
  ? Omit<Message, "provider" | "timestamp" | "eventId">
  : never;
export type Unsent = Unaddressed<OfEvent>;

const SCORES = ["1-0", "2-0", "0-1", "other"];

/** The markets of every event in this suite, and the groups that the feed stops them with. */
const MARKETS = [
  { marketType: "1x2", specifiers: "", groups: ["result"], outcomes: ["home", "draw", "away"] },
  { marketType: "total", specifiers: "total=2.5", groups: ["goals"], outcomes: ["over", "under"] },
  { marketType: "correct_score", specifiers: "", groups: ["goals", "result"], outcomes: SCORES },
  // A market without groups.
  { marketType: "both_to_score", specifiers: "", groups: [], outcomes: ["yes", "no"] },
] as const;
export type MarketTypeId = (typeof MARKETS)[number]["marketType"];
export const ALL: readonly MarketTypeId[] = MARKETS.map(({ marketType }) => marketType);

const named = (marketType: MarketTypeId) => {
  const { specifiers } = MARKETS.find((market) => market.marketType === marketType) ?? MARKETS[0];
  return { marketType, specifiers };
};

/** These markets at this price, active unless said otherwise. */
export const prices = (marketTypes: readonly MarketTypeId[] = ALL, odds = "2.00", status: 1 | 0 | -1 = 1) =>
  MARKETS.filter(({ marketType }) => marketTypes.includes(marketType)).map(
    ({ outcomes, groups, ...market }) => ({
      ...market,
      ...(groups.length > 0 ? { groups: [...groups] } : {}),
      status,
      outcomes: outcomes.map((key) => ({ key, odds })),
    }),
  );

type Said = { result: 0 | 1 | -1; voidFactor?: 0.5 | 1; deadHeatFactor?: number | string };

export const settles = (
  marketType: MarketTypeId,
  results: Record<string, 0 | 1 | -1 | Said>,
  certainty?: 1 | 2,
): Unsent => ({
  type: "bet_settlement",
  ...(certainty ? { certainty } : {}),
  markets: [
    {
      ...named(marketType),
      outcomes: Object.entries(results).map(([key, said]) =>
        typeof said === "number" ? { key, result: said } : { key, ...said },
      ),
    },
  ],
});

export const about = (
  type: "bet_cancel" | "rollback_bet_cancel" | "rollback_bet_settlement",
  marketType: MarketTypeId,
  window: { startsAt?: number; endsAt?: number } = {},
): Unsent => ({ type, markets: [named(marketType)], ...window }) as Unsent;

let events = 0;

/** For a suite: a database, the provider, and a pipeline between them. The money is verified after every test. */
export const conformanceStage = (makeSource: MakeSource) => {
  let database: TestDatabase;
  let clock: ManualClock;
  let source: ConformanceSource;
  let pipeline: Pipeline;
  const answers: ((fate: Fate) => void)[] = [];

  const open = async (): Promise<void> => {
    pipeline = createPipeline({ provider: source.provider.id, clock, flushMs: 5 });
    await pipeline.open();
  };

  beforeAll(async () => {
    database = await testDatabase();
    await seedPolicy({ inPlayDelayMs: 0 });
  });
  afterAll(async () => {
    await refusalsWritten();
    await closeBus();
    await database.drop();
  });
  beforeEach(async () => {
    clock = manualClock(new Date());
    source = await makeSource();
    await open();
    await source.provider.start(
      async (message, raw) => {
        const fate = await pipeline.ingest(message, raw);
        answers.shift()?.(fate);
      },
      { openEvents: [] },
    );
  });
  afterEach(async () => {
    await source.provider.stop();
    await source.stop?.();
    await pipeline.stop();
    expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
  });

  /** Sends a message and waits until it was handled, not until it is written. */
  const say = (message: FeedMessageInput): Promise<Fate> => {
    const answered = new Promise<Fate>((resolve) => answers.push(resolve));
    return Promise.resolve(source.say(message)).then(() => answered);
  };

  /** Writes what was sent and settles all bets. */
  const settled = async (): Promise<void> => {
    await pipeline.flush();
    for (const id of await unsettledMarkets()) await settleMarket(id);
  };

  /** A running event with all markets open. Times are milliseconds after its start in the test. */
  const openEvent = async () => {
    events += 1;
    const eventId = `conformance-${process.pid}-${events}`;
    const zero = Date.now();
    const marketId = (marketType: MarketTypeId): string => {
      const { specifiers } = named(marketType);
      return specifiers ? `${eventId}.${marketType}~${specifiers}` : `${eventId}.${marketType}`;
    };
    const tell = async (at: number, unsent: Unsent): Promise<Fate> => {
      clock.set(new Date(Math.max(clock.now().getTime(), zero + at)));
      return say({
        ...unsent,
        provider: source.provider.id,
        eventId,
        timestamp: zero + at,
      } as FeedMessageInput);
    };
    const team = (side: string) => ({
      id: `${eventId}-${side}`,
      name: side,
      shortName: side,
      countryCode: null,
    });
    const fixture = (startsAt = zero - 60_000): Unsent => ({
      type: "fixture",
      competition: { id: "cup", sportId: "football", category: "Test", name: "Cup", countryCode: null },
      participants: [team("home"), team("away")],
      startsAt,
      pricing: { by: "provider" },
    });
    await tell(0, fixture());
    await tell(1, { type: "odds_change", status: 1, markets: prices() });
    await settled();

    const player = await makePlayer(1_000_000n);
    /** Places a bet; its id, or why it was refused. */
    const bet = async (marketType: MarketTypeId, outcomeKey: string): Promise<string> => {
      await pipeline.flush();
      const placed = await placeBet(
        { playerId: player, sessionId: null },
        {
          idempotencyKey: crypto.randomUUID(),
          stake: "10",
          legs: [{ marketId: marketId(marketType), outcomeKey, odds: 20_000n }],
          oddsChoice: "any",
        },
      );
      return placed.ok ? placed.value.id : placed.refusal.code;
    };
    const result = async (betId: string): Promise<string> => {
      await settled();
      const view = await betView(betId);
      return view ? `${view.result ?? "open"}${view.legs[0]?.deadHeat ? " dead heat" : ""}` : "no bet";
    };
    const market = async (marketType: MarketTypeId) => {
      await settled();
      const [found] = await rows<{
        status: number;
        certainty: number | null;
        odds: bigint | null;
        offered: string[];
        results: Record<string, number>;
      }>(
        `select m.status, m.certainty, min(o.odds) as odds,
                coalesce(array_agg(o.key order by o.position) filter (where o.active and m.status = 1), '{}') as offered,
                coalesce(jsonb_object_agg(o.key, o.result) filter (where o.result is not null), '{}') as results
           from market m join outcome o on o.market_id = m.id where m.id = $1 group by m.id`,
        [marketId(marketType)],
      );
      if (!found) throw new Error(`no ${marketType}`);
      return found;
    };
    const event = async () => {
      await pipeline.flush();
      const [found] = await rows<{ status: number; startsAt: Date; version: bigint; stopped: string | null }>(
        `select e.status, e.starts_at as "startsAt", e.version,
                (select s.reason from suspension s
                  where s.scope = 'event' and s.scope_id = e.id and s.lifted_at is null) as stopped
           from event e where e.id = $1`,
        [eventId],
      );
      if (!found) throw new Error("no event");
      return found;
    };
    /** The markets that can be bet on. */
    const openMarkets = async (): Promise<MarketTypeId[]> => {
      await pipeline.flush();
      const found = await rows<{ marketType: MarketTypeId }>(
        `select m.market_type as "marketType" from market m join event e on e.id = m.event_id
          where m.event_id = $1 and m.status = 1 and e.status in (0, 1)
            and active_suspension(m.id, e.id, e.provider, 'football') is null`,
        [eventId],
      );
      return ALL.filter((marketType) => found.some((open) => open.marketType === marketType));
    };
    return { eventId, zero, fixture, tell, bet, result, market, event, openMarkets, marketId };
  };

  return {
    openEvent,
    settled,
    say,
    providerId: () => source.provider.id,
    /** Restarts the feeds process with the state in the database. */
    restart: async (): Promise<void> => {
      await pipeline.stop();
      await open();
    },
  };
};

export type Stage = ReturnType<typeof conformanceStage>;
