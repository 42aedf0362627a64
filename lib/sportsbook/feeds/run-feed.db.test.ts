import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { setSuspension } from "#lib/sportsbook/markets/index.ts";
import { RECOVERY_OVERLAP_MS } from "./feed-session.ts";
import { applyBookAs, LeaseLostError, moveProvider, suspendOrphanedProviders, takeLease } from "./lease.ts";
import { type Emit, NotConnected, type Provider } from "./providers/provider.ts";
import { runFeed } from "./run-feed.ts";
import type { FeedMessageInput } from "./schema.ts";
import type { FeedTimings } from "./watchdog.ts";

// What is to happen happens soon; what ends a lease or a feed takes longer than any test, and is brought about by `skip`.
const TIMINGS: FeedTimings = {
  leaseMs: 6_000_000,
  renewMs: 100,
  watchMs: 20,
  silenceMsMax: 60_000,
  lagMsMax: 60_000,
  recoveryGapMs: 50,
  recoveryMsMax: 600_000,
};

let skippedMs = 0;
/** Moves the steady clock, by which a feed tells how long its provider has been silent. */
const skip = (ms: number): void => {
  skippedMs += ms;
};

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  const now = performance.now.bind(performance);
  vi.spyOn(performance, "now").mockImplementation(() => now() + skippedMs);
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});

/** A provider with one match that reports that it is alive for as long as it is asked to. */
const puppet = (id: string) => {
  const control = {
    alive: true,
    /** How old its signs of life are. */
    behindMs: 0,
    /** Whether it answers a request for recovery. */
    answers: true,
    connected: true,
    starts: 0,
    requests: 0,
    recoveries: 0,
    refusals: 0,
    aliveAt: 0,
    askedAfter: 0,
    tell: async (_message: FeedMessageInput): Promise<void> => undefined,
  };
  const make = (): Provider => {
    let emit: Emit | undefined;
    let timer: NodeJS.Timeout | undefined;
    return {
      id,
      name: "Puppet",
      start: async (to) => {
        emit = to;
        control.tell = to;
        control.starts += 1;
        timer = setInterval(() => {
          if (!control.alive) return;
          control.aliveAt = Date.now() - control.behindMs;
          void to({ type: "alive", provider: id, timestamp: control.aliveAt });
        }, 50);
      },
      stop: async () => clearInterval(timer),
      requestRecovery: async (afterMs) => {
        control.askedAfter = afterMs;
        control.requests += 1;
        control.refusals -= 1;
        if (control.refusals >= 0) throw new Error("not now");
        if (!control.connected) throw new NotConnected();
        control.recoveries += 1;
        const requestId = `r${control.recoveries}`;
        if (!control.answers) return requestId;
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
            participants: [team("A"), team("B")],
            startsAt: Date.now() + 60_000,
            pricing: { by: "platform", model: { rates: { homeRate: 1.4, awayRate: 1.2 } } },
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
const activeSuspensions = (id: string) =>
  rows<{ reason: string }>(
    "select reason from suspension where scope = 'provider' and scope_id = $1 and lifted_at is null",
    [id],
  );

const until = (what: () => Promise<void>) => vi.waitFor(what, { timeout: 20_000, interval: 20 });

/** Waits until the feed has renewed its lease twice: in between its watchdog has looked. */
const watched = async (id: string): Promise<void> => {
  const leaseUntil = async () =>
    (
      await rows<{ at: Date }>("select lease_until as at from feed_provider where id = $1", [id])
    )[0]?.at.getTime();
  for (let renewals = 0; renewals < 2; renewals += 1) {
    const before = await leaseUntil();
    await until(async () => expect(await leaseUntil()).not.toBe(before));
  }
};

type Control = ReturnType<typeof puppet>["control"];
/** The provider says nothing until the feed is down. */
const fallSilent = async (id: string, control: Control): Promise<void> => {
  control.alive = false;
  await until(async () => {
    skip(TIMINGS.silenceMsMax + 1);
    await watched(id);
    expect((await row(id))?.state).toBe("down");
  });
};

describe("a running feed", () => {
  it("comes up stopped, opens after recovery, stops on silence and opens again after the next recovery", async () => {
    const { control, make } = puppet("silent");
    const feed = runFeed(make, TIMINGS);
    await until(async () => expect((await row("silent"))?.state).toBe("up"));
    expect(await activeSuspensions("silent")).toEqual([]);
    expect(await rows("select 1 from market where event_id = 'silent-1'")).not.toEqual([]);

    await fallSilent("silent", control);
    expect(await activeSuspensions("silent")).toEqual([{ reason: "feed_down" }]);

    control.alive = true;
    await until(async () => expect((await row("silent"))?.state).toBe("up"));
    expect(await activeSuspensions("silent")).toEqual([]);
    expect(control.recoveries).toBe(2);
    await until(async () => expect((await row("silent"))?.messages).toBeGreaterThan(3n));

    await feed.stop();
    expect(await activeSuspensions("silent")).toEqual([{ reason: "feed_down" }]);
    expect(await row("silent")).toMatchObject({ state: "down", lease_owner: null });
  });

  it("asks again after the gap when a recovery was refused, and from a little before the last sign of life on", async () => {
    const { control, make } = puppet("refusing");
    control.refusals = 2;
    const feed = runFeed(make, TIMINGS);
    await until(async () => expect((await row("refusing"))?.state).toBe("up"));
    expect(control.askedAfter).toBe(0);

    const upAt = Date.now();
    await until(async () => expect(control.aliveAt).toBeGreaterThan(upAt));
    control.alive = false;
    const lastAliveAt = control.aliveAt;
    await until(async () => expect(feed.report().figures?.waiting).toBe(0));
    await fallSilent("refusing", control);
    control.alive = true;
    await until(async () => expect((await row("refusing"))?.state).toBe("up"));
    expect(control.askedAfter).toBe(lastAliveAt - RECOVERY_OVERLAP_MS);
    await feed.stop();
  });

  it("has one owner; the second takes over when the first leaves", async () => {
    const { control, make } = puppet("shared");
    const first = runFeed(make, TIMINGS);
    await until(async () => expect((await row("shared"))?.state).toBe("up"));
    const second = runFeed(make, TIMINGS);
    // Whoever does not get a lease looks for providers without an owner: by then the second has tried.
    await rows(
      "insert into feed_provider (id, state, lease_until) values ('ownerless', 'up', now() - interval '1 s')",
    );
    await until(async () => expect(await activeSuspensions("ownerless")).toEqual([{ reason: "feed_down" }]));
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

  it("is taken over from an owner that died, whose last messages are not taken", async () => {
    const { control, make } = puppet("died");
    const dead = crypto.randomUUID();
    expect(await takeLease("died", dead, TIMINGS.leaseMs)).toBe(true);
    await moveProvider("died", dead, "up", "feed_up");
    await database.asOwner("update feed_provider set lease_until = now() where id = 'died'");
    const heir = runFeed(make, TIMINGS);
    await until(async () => expect(heir.report().state).toBe("up"));
    expect(control.starts).toBe(1);
    const [before] = await rows("select status, version from event where id = 'died-1'");
    await expect(applyBookAs("died", dead, [{ eventId: "died-1", status: 5 }])).rejects.toThrow(
      LeaseLostError,
    );
    await expect(moveProvider("died", dead, "down", "feed_down")).rejects.toThrow(LeaseLostError);
    expect(await rows("select status, version from event where id = 'died-1'")).toEqual([before]);
    expect(await activeSuspensions("died")).toEqual([]);
    await heir.stop();
  });

  it("counts the pause between two requests for recovery over all owners", async () => {
    const { control, make } = puppet("impatient");
    const slow = { ...TIMINGS, recoveryGapMs: 1_500 };
    const first = runFeed(make, slow);
    await until(async () => expect(first.report().state).toBe("up"));
    const asked = async () =>
      (
        await rows<{ at: Date }>("select recovery_asked_at as at from feed_provider where id = 'impatient'")
      )[0]?.at.getTime() ?? 0;
    const before = await asked();
    await first.stop();
    const second = runFeed(make, slow);
    await until(async () => expect(second.report().state).toBe("up"));
    expect(control.recoveries).toBe(2);
    expect((await asked()) - before).toBeGreaterThanOrEqual(1_500);
    await second.stop();
  });

  it("asks at once when it can, though it could not before", async () => {
    const { control, make } = puppet("unplugged");
    control.connected = false;
    const feed = runFeed(make, { ...TIMINGS, recoveryGapMs: 600_000 });
    await until(async () => expect(control.requests).toBeGreaterThan(3));
    expect((await row("unplugged"))?.state).toBe("recovering");
    control.connected = true;
    await until(async () => expect((await row("unplugged"))?.state).toBe("up"));
    expect(control.recoveries).toBe(1);
    await feed.stop();
  });

  it("stays stopped until our own request is answered, whatever else is said to be complete", async () => {
    const { control, make } = puppet("chatty");
    control.answers = false;
    const feed = runFeed(make, TIMINGS);
    await until(async () => expect(control.recoveries).toBe(1));
    for (const requestId of ["somebody-else's", undefined])
      await control.tell({
        type: "snapshot_complete",
        provider: "chatty",
        timestamp: Date.now(),
        ...(requestId ? { requestId } : {}),
      });
    await watched("chatty");
    expect(feed.report().state).toBe("recovering");
    expect(await activeSuspensions("chatty")).toEqual([{ reason: "feed_recovering" }]);
    await control.tell({
      type: "snapshot_complete",
      provider: "chatty",
      timestamp: Date.now(),
      requestId: "r1",
    });
    await until(async () => expect(feed.report().state).toBe("up"));
    await feed.stop();
  });

  it("stops when its messages are old, and goes on when they are new again", async () => {
    const { control, make } = puppet("late");
    const feed = runFeed(make, TIMINGS);
    await until(async () => expect(feed.report().state).toBe("up"));
    control.behindMs = TIMINGS.lagMsMax + 1_000;
    await until(async () => expect(await activeSuspensions("late")).toEqual([{ reason: "feed_delayed" }]));
    control.behindMs = 0;
    await until(async () => expect((await row("late"))?.state).toBe("up"));
    expect(await activeSuspensions("late")).toEqual([]);
    expect(control.recoveries).toBe(1);
    await feed.stop();
  });

  it("says again how things stand when somebody said otherwise", async () => {
    const { make } = puppet("slandered");
    const feed = runFeed(make, TIMINGS);
    await until(async () => expect(feed.report().state).toBe("up"));
    await setSuspension({
      where: { scope: "provider", id: "slandered" },
      source: "provider",
      on: true,
      reason: "feed_down",
    });
    await rows("update feed_provider set state = 'down' where id = 'slandered'");
    await until(async () => expect(await activeSuspensions("slandered")).toEqual([]));
    expect((await row("slandered"))?.state).toBe("up");
    await feed.stop();
  });

  it("is stopped by anybody once its owner has died", async () => {
    await rows(
      "insert into feed_provider (id, state, lease_until) values ('orphan', 'up', now() - interval '1 s')",
    );
    expect(await suspendOrphanedProviders()).toContain("orphan");
    expect(await activeSuspensions("orphan")).toEqual([{ reason: "feed_down" }]);
    expect(await suspendOrphanedProviders()).not.toContain("orphan");
  });
});
