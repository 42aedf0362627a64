// A feeds process as the product runs it, on a provider that changes prices at a steady rate and writes the time into them.

import { closeDatabase } from "#lib/platform/database/db.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type Provider, runFeed } from "#lib/sportsbook/feeds/index.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { eventOf, LINES } from "./matches.ts";

export type FeedPlan = { matches: number; perSecond: number; timesFrom: number };

const PROVIDER = "bench-feed";
const TICK_MS = 5;

const provider = ({ matches, perSecond, timesFrom }: FeedPlan): Provider => {
  let timer: NodeJS.Timeout | undefined;
  let alive: NodeJS.Timeout | undefined;
  let emitted = 0;
  let send: ((requestId: string) => Promise<void>) | undefined;
  return {
    id: PROVIDER,
    name: "bench",
    start: async (emit) => {
      const envelope = () => ({ provider: PROVIDER, timestamp: Date.now() });
      send = (requestId) => emit({ ...envelope(), type: "snapshot_complete", requestId });
      for (let match = 0; match < matches; match += 1) {
        const eventId = eventOf(match);
        await emit({
          ...envelope(),
          type: "fixture",
          eventId,
          competition: {
            id: "bench",
            sportId: "football",
            category: "Bench",
            name: "Bench Cup",
            countryCode: null,
          },
          participants: [
            { id: "bench-home", name: "Home", shortName: "HOM", countryCode: null },
            { id: "bench-away", name: "Away", shortName: "AWA", countryCode: null },
          ],
          startsAt: Date.now() - 600_000,
          pricing: { by: "provider" },
        });
        await emit({
          ...envelope(),
          type: "event_status",
          eventId,
          status: 1,
          score: { ...footballKickOff(), phase: "first_half" },
        });
      }
      alive = setInterval(() => void emit({ ...envelope(), type: "alive", subscribed: true }), 1_000);
      const startedAt = performance.now();
      timer = setInterval(() => {
        const due = ((performance.now() - startedAt) / 1_000) * perSecond;
        for (; emitted < due; emitted += 1) {
          const line = LINES[Math.floor(emitted / matches) % LINES.length] as string;
          const at = Date.now();
          // Tenths of a millisecond, as odds from 1.0000 up; the other side only has to be a price.
          const home = ((10_000 + (at - timesFrom) * 10) / 10_000).toFixed(4);
          void emit({
            ...envelope(),
            type: "odds_change",
            eventId: eventOf(emitted % matches),
            markets: [
              {
                marketType: "total",
                specifiers: line,
                outcomes: [
                  { key: "home", odds: home },
                  { key: "away", odds: "2.0000" },
                ],
              },
            ],
          });
        }
      }, TICK_MS);
    },
    stop: async () => {
      clearInterval(timer);
      clearInterval(alive);
    },
    requestRecovery: async () => {
      const requestId = crypto.randomUUID();
      setTimeout(() => void send?.(requestId), 0);
      return requestId;
    },
  };
};

process.once("message", (plan: FeedPlan) => {
  const running = runFeed(() => provider(plan));
  process.once("SIGTERM", async () => {
    await running.stop();
    await closeBus();
    await closeDatabase();
    process.exit(0);
  });
});
