import { setTimeout as sleep } from "node:timers/promises";
import type { CDPSession } from "@playwright/test";
import { closeDatabase } from "#lib/platform/database/db.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { applyBook, type BookChange, MARKET_STATUS, marketIdOf } from "#lib/sportsbook/markets/index.ts";
import { makeEvent } from "#lib/sportsbook/testing.ts";
import type { Bench } from "./lib/bench.ts";
import { withBrowser } from "./lib/browser.ts";
import { startPlatform } from "./lib/platform.ts";

/** Two prices a line. */
const LINES = 100;
const CHANGES_PER_SECOND = 200;
const TICK_MS = 50;
const SECONDS = 12;
const WARM_UP_SECONDS = 6;
const SLOWER = 4;
const PHONE = { width: 390, height: 844 };

type Market = NonNullable<BookChange["markets"]>[number];

const line = (eventId: string, n: number, odds: bigint): Market => {
  const specifiers = `total=${n}.5`;
  return {
    id: marketIdOf(eventId, "total", specifiers),
    marketType: "total",
    specifiers,
    status: MARKET_STATUS.active,
    outcomes: (["over", "under"] as const).map((key, position) => ({
      key,
      position,
      odds: odds + BigInt(position) * 1_000n,
      probability: 0.5,
      active: true,
    })),
  };
};

/** Moves both prices of line after line until it is stopped. */
const moving = (eventId: string) => {
  let stopped = false;
  let changed = 0;
  const work = (async () => {
    const started = performance.now();
    for (let n = 0; !stopped; ) {
      const due = Math.floor(((performance.now() - started) / 1_000) * (CHANGES_PER_SECOND / 2));
      const markets: Market[] = [];
      for (; n < due && markets.length < LINES; n += 1)
        markets.push(line(eventId, n % LINES, 18_000n + BigInt(Math.floor(n / LINES) % 50) * 100n));
      if (markets.length > 0) await applyBook([{ eventId, markets }]);
      changed += 2 * markets.length;
      await sleep(TICK_MS);
    }
  })();
  return {
    changes: () => changed,
    stop: async () => {
      stopped = true;
      await work;
    },
  };
};

const taskSeconds = async (session: CDPSession): Promise<number> => {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
};

/** Share of the time in which the page's main thread is busy. */
const busyShare = async (session: CDPSession, seconds: number): Promise<number> => {
  const [before, started] = [await taskSeconds(session), performance.now()];
  await sleep(seconds * 1_000);
  return ((await taskSeconds(session)) - before) / ((performance.now() - started) / 1_000);
};

export const screen: Bench = {
  name: "screen",
  about: `the page of a match with ${2 * LINES} prices at ${CHANGES_PER_SECOND} changes a second, on a processor ${SLOWER} times slower, against the same page at rest`,
  // The pages are built first when a source changed.
  minutesMax: 15,
  run: async (say) => {
    const platform = await startPlatform({ FEED_PROVIDER: "none" });
    try {
      const { eventId } = await makeEvent("screen");
      await applyBook([
        { eventId, markets: Array.from({ length: LINES }, (_, n) => line(eventId, n, 18_000n)) },
      ]);
      return await withBrowser(async (browser) => {
        const page = await browser.newPage({
          viewport: PHONE,
          isMobile: true,
          hasTouch: true,
          deviceScaleFactor: 2,
        });
        const session = await page.context().newCDPSession(page);
        await session.send("Performance.enable");
        await page.goto(`${platform.url}/events/${eventId}`);
        await page.getByRole("button", { name: "More lines" }).click();
        await page
          .locator("table tr button")
          .nth(2 * LINES - 1)
          .waitFor();
        await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
        await sleep(WARM_UP_SECONDS * 1_000);
        const atRest = await busyShare(session, SECONDS);
        say(`at rest ${(100 * atRest).toFixed(1)} % busy; now the prices move`);
        const prices = moving(eventId);
        try {
          await sleep(WARM_UP_SECONDS * 1_000);
          const before = prices.changes();
          const moved = await busyShare(session, SECONDS);
          const perSecond = (prices.changes() - before) / SECONDS;
          return {
            name: "screen",
            rows: [
              { what: "floor, at rest", figures: { "changes/s": 0, "% busy": 100 * atRest } },
              { what: "prices moving", figures: { "changes/s": perSecond, "% busy": 100 * moved } },
            ],
            ratio: moved / atRest,
            goals: [{ what: "main thread busy, %", value: 100 * moved, goal: 35, better: "lower" }],
          };
        } finally {
          await prices.stop();
        }
      });
    } finally {
      await closeBus();
      await closeDatabase();
      await platform.stop();
    }
  },
};
