import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import type { Emit, Provider, Timer } from "./providers/provider.ts";
import { runFeed } from "./run-feed.ts";
import type { FeedMessageInput } from "./schema.ts";
import { FEED_TIMINGS } from "./watchdog.ts";

const EVENTS = 40;
const PER_SECOND = 20_000;
const SECONDS = 10;
const WAITING_MAX = 20_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

/** Half a provider's dream, half its nightmare: it never waits, and knows the newest of everything when it is asked. */
const storm = () => {
  const newest = new Map<string, number>();
  const settled: { eventId: string; timestamp: number }[] = [];
  const control = { told: 0, recoveries: 0, newest, settled, rage: async (): Promise<void> => undefined };
  const make = (timer: Timer): Provider => {
    let emit: Emit = async () => undefined;
    let beat: NodeJS.Timeout | undefined;
    const tell = (message: FeedMessageInput): void => {
      control.told += 1;
      void emit(message);
    };
    const of = (eventId: string, requestId?: string) => ({
      provider: "storm",
      eventId,
      timestamp: timer.nowMs(),
      ...(requestId ? { requestId } : {}),
    });
    const priced = (eventId: string, hundredths: number, requestId?: string): FeedMessageInput => ({
      ...of(eventId, requestId),
      type: "odds_change",
      status: 1,
      markets: ["1x2", ...(hundredths === 0 ? ["total"] : [])].map((marketType) => ({
        marketType,
        outcomes: ["a", "b"].map((key) => ({ key, odds: (2 + hundredths / 100).toFixed(2) })),
      })),
    });
    const result = ({ eventId, timestamp }: { eventId: string; timestamp: number }): FeedMessageInput => ({
      provider: "storm",
      eventId,
      timestamp,
      type: "bet_settlement",
      certainty: 2,
      markets: [
        { marketType: "total", outcomes: ["a", "b"].map((key) => ({ key, result: key === "a" ? 1 : 0 })) },
      ],
    });
    const team = (name: string) => ({ id: name, name, shortName: name, countryCode: null });
    const ids = Array.from({ length: EVENTS }, (_, n) => `storm-${n}`);

    control.rage = async () => {
      const startedAt = performance.now();
      for (let n = 0; n < PER_SECOND * SECONDS; ) {
        const due = Math.min(
          PER_SECOND * SECONDS,
          Math.ceil(((performance.now() - startedAt) / 1000) * PER_SECOND),
        );
        for (; n < due; n += 1) {
          const eventId = ids[n % EVENTS] as string;
          const hundredths = 1 + (n % 7_919);
          newest.set(eventId, hundredths);
          tell(priced(eventId, hundredths));
          if (n % Math.floor((PER_SECOND * SECONDS) / EVENTS) === 0) {
            const word = { eventId: ids[settled.length] as string, timestamp: timer.nowMs() };
            settled.push(word);
            tell(result(word));
          }
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    return {
      id: "storm",
      name: "Storm",
      recoveryGapMs: 500,
      start: async (to) => {
        emit = to;
        beat = setInterval(() => tell({ type: "alive", provider: "storm", timestamp: timer.nowMs() }), 1_000);
      },
      stop: async () => clearInterval(beat),
      requestRecovery: async (afterMs) => {
        control.recoveries += 1;
        const requestId = `storm-${control.recoveries}`;
        setTimeout(() => {
          for (const eventId of ids) {
            tell({
              ...of(eventId, requestId),
              type: "fixture",
              competition: {
                id: "cup",
                sportId: "football",
                category: "Sea",
                name: "Cup",
                countryCode: null,
              },
              participants: [team("Wind"), team("Wave")],
              startsAt: timer.nowMs(),
              pricing: { by: "provider" },
            });
            tell(priced(eventId, newest.get(eventId) ?? 0, requestId));
          }
          for (const word of settled) if (word.timestamp > afterMs) tell(result(word));
          tell({ type: "snapshot_complete", provider: "storm", timestamp: timer.nowMs(), requestId });
        }, 10);
        return requestId;
      },
    };
  };
  return { control, make };
};

it("of 20,000 messages a second for ten seconds takes what it can, says so, and ends with the newest of everything", async () => {
  const { control, make } = storm();
  const feed = runFeed(make, { ...FEED_TIMINGS, watchMs: 50 });
  const until = (check: () => void) => vi.waitFor(check, { timeout: 120_000, interval: 50 });
  await until(() => expect(feed.report().state).toBe("up"));
  await control.rage();
  expect(control.told).toBeGreaterThan(PER_SECOND * SECONDS);

  await until(() => expect(feed.report()).toMatchObject({ state: "up", figures: { waiting: 0 } }));
  const figures = feed.report().figures;
  await feed.stop();

  // Memory has a bound, and what there was no room for was not passed over in silence.
  expect(figures?.waitingMax).toBeLessThanOrEqual(WAITING_MAX * 2);
  expect(figures?.byFate.rejected).toBe(0);
  if (figures?.turnedAway) {
    expect(control.recoveries).toBeGreaterThan(1);
    const stops = await rows("select id from suspension where scope = 'provider' and scope_id = 'storm'");
    expect(stops.length).toBeGreaterThan(1);
  }
  const books = await rows<{ id: string; odds: bigint }>(
    `select m.event_id as id, o.odds from market m join outcome o on o.market_id = m.id
      where m.market_type = '1x2' and o.key = 'a' order by 1`,
  );
  expect(new Map(books.map(({ id, odds }) => [id, odds]))).toEqual(
    new Map([...control.newest].sort().map(([id, hundredths]) => [id, 20_000n + BigInt(hundredths) * 100n])),
  );
  const results = await rows(
    `select m.event_id from market m join outcome o on o.market_id = m.id
      where m.market_type = 'total' and m.status = -3 and o.key = 'a' and o.result = 1`,
  );
  expect(results).toHaveLength(EVENTS);
  expect(control.settled).toHaveLength(EVENTS);
}, 240_000);
