import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeBus } from "#lib/platform/bus.ts";
import { rows } from "#lib/platform/db.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { suspendOrphanedProviders } from "./lease.ts";
import type { Emit, Provider } from "./providers/provider.ts";
import { runFeed } from "./run-feed.ts";
import type { FeedTimings } from "./watchdog.ts";

const TIMINGS: FeedTimings = {
  leaseMs: 900,
  renewMs: 100,
  watchMs: 20,
  silenceMsMax: 300,
  lagMsMax: 60_000,
  recoveryGapMs: 50,
  recoveryMsMax: 5_000,
};

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

/** A provider with one match that says it is alive for as long as it is told to. */
const puppet = (id: string) => {
  const control = { alive: true, starts: 0, recoveries: 0, refusals: 0, aliveAt: 0, askedAfter: 0 };
  const make = (): Provider => {
    let emit: Emit | undefined;
    let timer: NodeJS.Timeout | undefined;
    return {
      id,
      name: "Puppet",
      start: async (to) => {
        emit = to;
        control.starts += 1;
        timer = setInterval(() => {
          if (!control.alive) return;
          control.aliveAt = Date.now();
          void to({ type: "alive", provider: id, timestamp: control.aliveAt });
        }, 50);
      },
      stop: async () => clearInterval(timer),
      requestRecovery: async (afterMs) => {
        control.askedAfter = afterMs;
        control.refusals -= 1;
        if (control.refusals >= 0) throw new Error("not now");
        control.recoveries += 1;
        const requestId = `r${control.recoveries}`;
        const of = { provider: id, eventId: `${id}-1`, timestamp: Date.now(), requestId };
        setTimeout(async () => {
          const team = (name: string) => ({ id: name, name, shortName: name, countryCode: null });
          await emit?.({
            ...of,
            type: "fixture",
            competition: {
              id: "cup",
              sportId: "football",
              category: "Europe",
              name: "Cup",
              countryCode: null,
            },
            home: team("A"),
            away: team("B"),
            startsAt: Date.now() + 60_000,
            pricing: { by: "house", rates: { homeRate: 1.4, awayRate: 1.2 } },
          });
          await emit?.({ ...of, type: "event_status", status: 0 });
          await emit?.({ type: "snapshot_complete", provider: id, timestamp: Date.now(), requestId });
        }, 10);
        return requestId;
      },
    };
  };
  return { control, make };
};

const row = async (id: string) =>
  (
    await rows<{ state: string; lease_owner: string | null; messages: bigint }>(
      "select state, lease_owner, messages from feed_provider where id = $1",
      [id],
    )
  )[0];
const standing = (id: string) =>
  rows<{ reason: string }>(
    "select reason from suspension where scope = 'provider' and scope_id = $1 and lifted_at is null",
    [id],
  );

const until = (what: () => Promise<void>) => vi.waitFor(what, { timeout: 5_000, interval: 20 });

describe("a running feed", () => {
  it("comes up stopped, opens after recovery, stops on silence and opens again after the next recovery", async () => {
    const { control, make } = puppet("silent");
    const feed = runFeed(make, TIMINGS);
    await until(async () => expect((await row("silent"))?.state).toBe("up"));
    expect(await standing("silent")).toEqual([]);
    expect(await rows("select 1 from market where event_id = 'silent-1'")).not.toEqual([]);

    control.alive = false;
    await until(async () => expect((await row("silent"))?.state).toBe("down"));
    expect(await standing("silent")).toEqual([{ reason: "feed_down" }]);

    control.alive = true;
    await until(async () => expect((await row("silent"))?.state).toBe("up"));
    expect(await standing("silent")).toEqual([]);
    expect(control.recoveries).toBe(2);
    await until(async () => expect((await row("silent"))?.messages).toBeGreaterThan(3n));

    await feed.stop();
    expect(await standing("silent")).toEqual([{ reason: "feed_down" }]);
    expect(await row("silent")).toMatchObject({ state: "down", lease_owner: null });
  });

  it("asks again after the gap when a recovery was refused, and from the last sign of life on", async () => {
    const { control, make } = puppet("refusing");
    control.refusals = 2;
    const feed = runFeed(make, { ...TIMINGS, recoveryMsMax: 600_000 });
    await until(async () => expect((await row("refusing"))?.state).toBe("up"));
    expect(control.askedAfter).toBe(0);

    await new Promise((resolve) => setTimeout(resolve, 120));
    control.alive = false;
    const lastAliveAt = control.aliveAt;
    await until(async () => expect((await row("refusing"))?.state).toBe("down"));
    control.alive = true;
    await until(async () => expect((await row("refusing"))?.state).toBe("up"));
    expect(control.askedAfter).toBe(lastAliveAt);
    await feed.stop();
  });

  it("has one owner; the second takes over when the first leaves", async () => {
    const { control, make } = puppet("shared");
    const first = runFeed(make, TIMINGS);
    await until(async () => expect((await row("shared"))?.state).toBe("up"));
    const second = runFeed(make, TIMINGS);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(second.report().state).toBe("standby");
    expect(control.starts).toBe(1);
    await first.stop();
    await until(async () => expect(second.report().state).toBe("up"));
    expect(control.starts).toBe(2);
    await second.stop();
  });

  it("gives up when the lease is taken from it", async () => {
    const { make } = puppet("taken");
    const feed = runFeed(make, TIMINGS);
    await until(async () => expect((await row("taken"))?.state).toBe("up"));
    await database.asOwner(
      "update feed_provider set lease_owner = gen_random_uuid(), lease_until = now() + interval '1 hour' where id = 'taken'",
    );
    await until(async () => expect(feed.report().state).toBe("standby"));
    await feed.stop();
  });

  it("is stopped by anybody once its owner has died", async () => {
    await rows(
      "insert into feed_provider (id, state, lease_until) values ('orphan', 'up', now() - interval '1 s')",
    );
    expect(await suspendOrphanedProviders()).toContain("orphan");
    expect(await standing("orphan")).toEqual([{ reason: "feed_down" }]);
    expect(await suspendOrphanedProviders()).not.toContain("orphan");
  });
});
